import fc from 'fast-check'
import type { Case, Input } from '../arithmetic/batch.ts'
import { Dims, type Extents } from './dims.ts'
import { chooseFamily, type Distribution } from './distribution.ts'
import { Draws } from './draws.ts'
import { shrinkExtent } from './shrink-extents.ts'
import { placesOf, sizesOf, slotsOf, type Axis, type Place, type Slot } from './array-layout.ts'
import { shrinkNumbers } from './shrink-numbers.ts'
import { shrinkBy, type ShrinkPass } from './shrink-pass.ts'
import { spread } from './spread.ts'

/** What the cases of an arbitrary look like. @template Name of their arrays */
export interface ArraysOptions<Name extends string = string> {
  /** Extents by name. A case draws one of each, every admitted combination with equal probability. */
  readonly dims?: Readonly<Record<string, Extents>>
  /** The shape of each array; an axis is a number or the name of a dim. `[]` is a scalar. */
  readonly arrays: Readonly<Record<Name, readonly Axis[]>>
  /**
   * Where the numbers come from: `spread` unless given, for all arrays or array by array. A mixture draws one family a
   * case for all the arrays that have it.
   */
  readonly from?: Distribution | Readonly<Partial<Record<NoInfer<Name>, Distribution>>>
  /** Arrays that shrinking leaves as they are, with all the dims they use. */
  readonly fixed?: readonly NoInfer<Name>[]
  /**
   * Which combinations of extents are allowed. Shrinking obeys it too: it otherwise takes any extent between the
   * smallest and the largest of a dim, so "a power of two" has to be said here.
   */
  readonly where?: (sizes: Readonly<Record<string, number>>) => boolean
}

/** Arrays that share a distribution, and so the family it draws. */
interface Group {
  readonly label: string
  readonly distribution: Distribution
}

/** More shapes than this are laid out anew for each case. */
const REMEMBERED = 4096
/** Shapes that the mean size of a case is taken over. */
const SAMPLED = 256
/** More shapes than this are described by their ranges. */
const LISTED = 64

/** Cases made of named float32 arrays whose shapes share dims. Made by `arrays`. */
export class ArraysArbitrary<Name extends string = string> extends fc.Arbitrary<Case<Name>> {
  private readonly dims: Dims
  private readonly slots: readonly Slot[]
  private readonly groups: readonly Group[]
  /** For each array the number of its group. */
  private readonly groupOf: readonly number[]
  private readonly passes: readonly ShrinkPass[]
  private readonly remembered: (readonly Place[] | undefined)[] = []

  /** @throws {RangeError} as `arrays` does */
  constructor(options: ArraysOptions<Name>) {
    super()
    this.dims = new Dims(options.dims ?? {}, options.where)
    this.slots = slotsOf(options.arrays, this.dims)
    const names = this.slots.map((slot) => slot.name)
    const fixed: readonly string[] = options.fixed ?? []
    const perArray: Readonly<Record<string, Distribution | undefined>> | undefined =
      options.from && !isDistribution(options.from) ? options.from : undefined
    for (const name of [...fixed, ...Object.keys(perArray ?? {})]) {
      if (!names.includes(name))
        throw new RangeError(`there is no array "${name}"; the arrays are ${names.join(', ')}`)
    }
    const all = options.from && isDistribution(options.from) ? options.from : spread
    const sources = names.map((name) => perArray?.[name] ?? all)
    const distinct = [...new Set(sources)]
    this.groupOf = sources.map((source) => distinct.indexOf(source))
    this.groups = distinct.map((distribution, group) => ({
      label: distinct.length === 1 ? '' : `${names.filter((_, i) => this.groupOf[i] === group).join(' ')}: `,
      distribution,
    }))
    const pinned = new Set(
      this.slots.filter((slot) => fixed.includes(slot.name)).flatMap((slot) => slot.dims),
    )
    this.passes = [
      ...this.dims.names.flatMap((_, dim) =>
        pinned.has(dim) ? [] : shrinkExtent(dim, this.slots, this.dims),
      ),
      ...shrinkNumbers(names.filter((name) => !fixed.includes(name))),
    ]
  }

  override generate(mrng: fc.Random): fc.Value<Case<Name>> {
    const draws = new Draws(mrng)
    const places = this.places(this.dims.draw(draws))
    const into = places.map(({ size }) => zeros(size))
    const distribution = this.fill(draws, places, into, 0)
    const inputs = Object.fromEntries(
      this.slots.map(({ name }, slot) => [name, { shape: places[slot].shape, data: into[slot] }]),
    ) as Record<Name, Input>
    return new fc.Value<Case<Name>>({ inputs, distribution }, undefined)
  }

  /** The names of the arrays of a case. */
  get names(): readonly string[] {
    return this.slots.map(({ name }) => name)
  }

  /** How many combinations of extents are drawn. */
  get shapes(): number {
    return this.dims.count
  }

  /** About how many numbers a case has: the mean over some of the shapes, evenly spaced. */
  get meanSize(): number {
    const step = Math.ceil(this.shapes / SAMPLED)
    const sizes = Array.from({ length: Math.ceil(this.shapes / step) }, (_, i) =>
      this.places(i * step).reduce((sum, { size }) => sum + size, 0),
    )
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  }

  /** Draws the number of the shape of a case; `drawInto` has to follow. */
  drawShape(draws: Draws): number {
    return this.dims.draw(draws)
  }

  /**
   * Draws the numbers of a case of that shape into memory: the same that `generate` draws.
   *
   * @param into for each array where its cases stand, one after another
   * @param lane the number of this case there
   * @returns the name of its distribution
   */
  drawInto(draws: Draws, shape: number, into: readonly Float32Array[], lane: number): string {
    const places = this.places(shape)
    // As `generate` does: a family of a user's own may leave some entries as they are.
    for (let slot = 0; slot < places.length; slot++) {
      const { size } = places[slot]
      into[slot].fill(0, lane * size, (lane + 1) * size)
    }
    return this.fill(draws, places, into, lane)
  }

  private fill(draws: Draws, places: readonly Place[], into: readonly Float32Array[], lane: number): string {
    const { groups, groupOf } = this
    const families = groups.map(({ distribution }) => chooseFamily(distribution, draws))
    for (let slot = 0; slot < places.length; slot++) {
      const { rows, width, size } = places[slot]
      families[groupOf[slot]].fill(draws, into[slot], lane * size, rows, width)
    }
    return families.length === 1
      ? families[0].name
      : families.map((family, i) => groups[i].label + family.name).join('; ')
  }

  /** Whether a value is a case of these arrays: their names, admitted shapes, and as many finite numbers. */
  override canShrinkWithoutContext(value: unknown): value is Case<Name> {
    const inputs = (value as Partial<Case> | null | undefined)?.inputs
    if (typeof inputs !== 'object' || inputs === null || Object.keys(inputs).length !== this.slots.length)
      return false
    for (const { name } of this.slots) {
      const input = inputs[name] as Partial<Input> | undefined
      if (!input || !Array.isArray(input.shape) || !(input.data instanceof Float32Array)) return false
      if (!input.data.every(Number.isFinite)) return false
    }
    const sizes = sizesOf(this.slots, this.dims.names.length, value as Case)
    if (!sizes || !this.dims.admits(sizes)) return false
    return placesOf(this.slots, sizes).every(({ size }, i) => inputs[this.slots[i].name].data.length === size)
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
    const distributions = this.groups.flatMap(({ label, distribution }) =>
      (distribution.parts?.map((part) => part.distribution) ?? [distribution]).map(
        (family) => label + family.name,
      ),
    )
    const { count } = this.dims
    const shapes =
      count <= LISTED
        ? Array.from({ length: count }, (_, i) =>
            listed(
              this.slots,
              this.places(i).map((place) => place.shape),
            ),
          )
        : [
            `${listed(
              this.slots,
              this.slots.map((slot) => slot.axes),
            )} with ${this.dims.describe()}`,
          ]
    return { shapes, distributions }
  }

  /** The arrays of a shape by its number. */
  places(combination: number): readonly Place[] {
    const known = this.remembered[combination]
    if (known) return known
    const places = placesOf(this.slots, this.dims.combination(combination))
    if (combination < REMEMBERED) this.remembered[combination] = places
    return places
  }
}

/** Floats of one allocation, from which small arrays are cut: an allocation costs more than filling one does. */
const SLAB = 2 ** 15
let slab = new Float32Array(0)
let used = 0

/** An array of zeros that nothing else refers to. */
function zeros(size: number): Float32Array {
  if (size > SLAB / 8) return new Float32Array(size)
  if (used + size > slab.length) {
    slab = new Float32Array(SLAB)
    used = 0
  }
  used += size
  return slab.subarray(used - size, used)
}

const listed = (slots: readonly Slot[], shapes: readonly (readonly Axis[])[]) =>
  slots.map((slot, i) => `${slot.name}[${shapes[i].join('×')}]`).join(' ')

/** Whether numbers of all arrays come from one distribution. */
export const isDistribution = (from: object): from is Distribution =>
  'fill' in from && typeof from.fill === 'function'

/**
 * Cases of named float32 arrays, drawn by value. Composes with fast-check's `map`, `filter`, `chain` and `oneof`.
 *
 * @throws {RangeError} when an extent is no positive integer, an axis names no dim, a dim is used by no array, `fixed`
 * or `from` name no array, or `where` leaves no shape
 */
export const arrays = <Name extends string>(options: ArraysOptions<Name>): ArraysArbitrary<Name> =>
  new ArraysArbitrary(options)
