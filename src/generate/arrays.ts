import fc from 'fast-check'
import type { Case, Input } from '../arithmetic/batch.ts'
import { knownAcrossLoads } from '../program/across-loads.ts'
import { sizeOf } from '../program/shape.ts'
import { ArrayLayout } from './array-layout.ts'
import { slotsOf, type Axis } from './array-slots.ts'
import { ArraySources, distributionOf, isDistribution, type From } from './array-sources.ts'
import { mayDraw, type Distribution, type Support } from './distribution.ts'
import { Dims, type Where } from './dims.ts'
import { Draws } from './draws.ts'
import type { Extents } from './extents.ts'
import type { NormalLanes } from './normals/normal-lanes.ts'
import { shrinkExtent } from './shrink-extents.ts'
import { shrinkNumbers } from './shrink-numbers.ts'
import { PartsRandom } from './parts-random.ts'
import { shrinkBy, type ShrinkPass } from './shrink-pass.ts'

/** What the cases of an arbitrary look like. @template Name of their arrays */
export interface ArraysOptions<Name extends string = string> {
  /** Extents by name. A case draws one of each, every admitted combination with equal probability. */
  readonly dims?: Readonly<Record<string, Extents>>
  /** The shape of each array; an axis is a number or the name of a dim. `[]` is a scalar. */
  readonly arrays: Readonly<Record<Name, readonly Axis[]>>
  /**
   * Where the numbers come from: `spread` unless given, for all arrays or array by array. A mixture draws one family a
   * case for all the arrays that have it. Shrinking takes only numbers that the family may draw, where it says which.
   */
  readonly from?: From<NoInfer<Name>>
  /** Arrays that shrinking leaves as they are, with all the dims they use. */
  readonly fixed?: readonly NoInfer<Name>[]
  /**
   * Which combinations of extents are allowed. Shrinking obeys it too: it otherwise takes any extent between the
   * smallest and the largest of a dim, so "a power of two" has to be said here.
   */
  readonly where?: Where
}

/** Cases made of named float32 arrays whose shapes share dims. Made by `arrays`. */
export class ArraysArbitrary<Name extends string = string> extends fc.Arbitrary<Case<Name>> {
  static {
    knownAcrossLoads(this, 'ArraysArbitrary')
  }

  /** The names of the arrays of a case. */
  readonly names: readonly string[]
  /** @internal */
  readonly layout: ArrayLayout
  /**
   * The arrays whose numbers a search may move, and how far: those that are not fixed, of families that may draw any
   * numbers between two.
   *
   * @internal
   */
  readonly movable: ReadonlyMap<string, Support>
  private readonly from: From<Name> | undefined
  private readonly sources: ArraySources
  private readonly passes: readonly ShrinkPass[]

  /**
   * @internal
   * @throws {RangeError} as `arrays` does
   */
  constructor({ dims: extents = {}, arrays, from, fixed = [], where }: ArraysOptions<Name>) {
    super()
    const dims = new Dims(extents, where)
    const slots = slotsOf(arrays, dims)
    this.names = slots.map(({ name }) => name)
    for (const name of [...fixed, ...(from && !isDistribution(from) ? Object.keys(from) : [])]) {
      if (!this.names.includes(name))
        throw new RangeError(`there is no array "${name}"; the arrays are ${this.names.join(', ')}`)
    }
    this.layout = new ArrayLayout(slots, dims)
    this.from = from
    this.sources = new ArraySources(this.names, from)
    const isFixed = (name: string) => fixed.includes(name as Name)
    this.movable = new Map(
      this.names.flatMap((name) => {
        const { support } = distributionOf(from, name)
        return support && !isFixed(name) ? [[name, support] as const] : []
      }),
    )
    const pinned = slots.filter(({ name }) => isFixed(name)).flatMap((slot) => slot.dims)
    this.passes = [
      ...dims.names.flatMap((_, dim) => (pinned.includes(dim) ? [] : shrinkExtent(dim, this.layout))),
      ...shrinkNumbers(
        this.names.filter((name) => !isFixed(name)),
        (name, x) => mayDraw(distributionOf(from, name), x),
      ),
    ]
  }

  override generate(mrng: fc.Random): fc.Value<Case<Name>> {
    const draws = new Draws(mrng)
    const shape = this.drawShape(draws)
    const places = this.layout.places(shape)
    const into = places.map(({ size }) => new Float32Array(size))
    const distribution = this.drawInto(draws, shape, into, 0)
    const inputs = Object.fromEntries(
      this.names.map((name, slot) => [name, { shape: places[slot].shape, data: into[slot] }]),
    ) as Record<Name, Input>
    const item = { inputs, distribution }
    const taken = mrng instanceof PartsRandom ? mrng.part({ by: this, item }) : item
    return new fc.Value(taken, undefined)
  }

  /**
   * Where the numbers of an array come from; undefined when there is no such array.
   *
   * @internal
   */
  sourceOf(name: string): Distribution | undefined {
    return this.names.includes(name) ? distributionOf(this.from, name) : undefined
  }

  /**
   * About how many numbers a case has.
   *
   * @internal
   */
  get meanSize(): number {
    return this.layout.meanSize
  }

  /**
   * Whether all the code that draws a case is this library's: it ends, and gives the same case each time.
   *
   * @internal
   */
  get isOurs(): boolean {
    return this.sources.areOurs
  }

  /**
   * Draws the number of the shape of a case; `drawInto` has to follow.
   *
   * @internal
   */
  drawShape(draws: Draws): number {
    return this.layout.dims.draw(draws)
  }

  /**
   * Draws the numbers of a case of that shape into memory: the same that `generate` draws.
   *
   * @internal
   * @param into for each array where its cases stand, one after another
   * @param lane the number of this case there
   * @param normals takes cases of normal numbers alone, to draw them later; all are drawn now when left out
   * @returns the name of its distribution
   */
  drawInto(
    draws: Draws,
    shape: number,
    into: readonly Float32Array[],
    lane: number,
    normals?: NormalLanes,
  ): string {
    return this.sources.fill(draws, this.layout.places(shape), into, lane, normals)
  }

  /** Whether a value is a case of these arrays: their names, admitted shapes, and as many finite numbers. */
  override canShrinkWithoutContext(value: unknown): value is Case<Name> {
    const inputs = (value as Partial<Case> | null | undefined)?.inputs
    if (typeof inputs !== 'object' || inputs === null) return false
    if (Object.keys(inputs).length !== this.names.length) return false
    if (!this.names.every((name) => isInput(inputs[name]))) return false
    const sizes = this.layout.sizesOf(value as Case)
    return sizes !== undefined && this.layout.dims.admits(sizes)
  }

  /**
   * Simpler cases, lazily: first with smaller dims, in the order of their declaration, then with rounder numbers. With the
   * context of a case that was taken the list begins, in cyclic order, where that case stood. Each case has fewer entries,
   * or as many and a smaller sum of `complexity`, so shrinking ends.
   */
  override shrink(value: Case<Name>, context: unknown): fc.Stream<fc.Value<Case<Name>>> {
    return shrinkBy(this.passes, value, context)
  }

  /** The shapes and families that cases are drawn from, for the evidence. */
  describe(): { shapes: string[]; distributions: string[] } {
    return { shapes: this.layout.describe(), distributions: this.sources.describe() }
  }
}

const isInput = (input: Partial<Input> | undefined): boolean =>
  Array.isArray(input?.shape) &&
  input.data instanceof Float32Array &&
  input.data.length === sizeOf(input.shape as number[]) &&
  input.data.every(Number.isFinite)

/**
 * Cases of named float32 arrays, drawn by value. Composes with fast-check's `map`, `filter`, `chain` and `oneof`.
 *
 * @throws {RangeError} when an extent is no positive integer, an axis names no dim, a dim is used by no array, `fixed`
 * or `from` name no array, or `where` leaves no shape
 *
 * @example
 * ```ts
 * arrays({
 *   dims: { n: { min: 2, max: 16 }, d: [1, 4, 64] },
 *   arrays: { k: ['n', 'd'], u: [1, 'd'], t: [] },
 *   from: { k: mixture([1, gaussian(1)], [1, lattice(4)]), t: uniform(0, 1) },
 *   where: ({ n, d }) => n > d,
 * })
 * ```
 */
export const arrays = <Name extends string>(options: ArraysOptions<Name>): ArraysArbitrary<Name> =>
  new ArraysArbitrary(options)
