import { shapesInWords, type Batch } from '../arithmetic/batch.ts'
import type { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import type { Shape } from '../program/shape.ts'
import type { ArraysArbitrary } from './arrays.ts'
import type { Draws } from './draws.ts'
import { NormalLanes } from './normals/normal-lanes.ts'

/** Sees the numbers of cases of one shape while they are drawn, and so still in a processor's cache. */
export interface Watcher {
  /** Told that there will be room for so many cases. */
  grow(capacity: number): void
  /** Told now and then that `lanes` cases stand in `data`, an array for each of the case's. */
  drawn(data: readonly Float32Array[], lanes: number): void
}

/** Cases of one shape and one kind. @template W who saw them being drawn */
export interface Columns<W extends Watcher> {
  /** As `kindOf` said. */
  readonly kind: number
  /** The shapes of the arrays, in words. */
  readonly shape: string
  readonly batch: Batch
  readonly indices: Float64Array
  /** The names of their distributions, and for each lane the number of its own. */
  readonly families: readonly string[]
  readonly family: Int16Array
  readonly watcher: W
}

/** Makes who sees the cases of one shape being drawn, first so many of them. */
export type Watch<W extends Watcher> = (shapes: readonly Shape[], capacity: number) => W

/** Cases of one shape and one kind while they are drawn. */
export class GrowingColumns<W extends Watcher> {
  private readonly shapes: readonly Shape[]
  private readonly watcher: W
  private readonly normals: NormalLanes
  private lanes = 0
  private data: Float32Array[]
  private indices: Float64Array
  private family: Int16Array
  private readonly families = new Map<string, number>()
  /** Of the case that was drawn last. */
  private lastName: string | undefined
  private lastFamily = 0

  constructor(
    private readonly arbitrary: ArraysArbitrary,
    private readonly kind: number,
    private readonly shape: number,
    private capacity: number,
    private readonly memory: FloatMemory,
    watch: Watch<W>,
  ) {
    const places = arbitrary.layout.places(shape)
    this.data = places.map(({ size }) => memory.take(capacity * size))
    this.indices = new Float64Array(capacity)
    this.family = new Int16Array(capacity)
    this.shapes = places.map((place) => place.shape)
    this.watcher = watch(this.shapes, capacity)
    this.normals = new NormalLanes(places.map(({ size }) => size))
  }

  /** Draws the numbers of the case of that index. */
  draw(draws: Draws, index: number): void {
    if (this.lanes === this.capacity) this.grow()
    const { normals } = this
    const lane = this.lanes++
    const name = this.arbitrary.drawInto(draws, this.shape, this.data, lane, normals)
    if (normals.isFull) normals.draw(draws, this.data)
    if (!normals.wait) this.watcher.drawn(this.data, this.lanes)
    this.family[lane] = this.familyOf(name)
    this.indices[lane] = index
  }

  private familyOf(name: string): number {
    if (name === this.lastName) return this.lastFamily
    let family = this.families.get(name)
    if (family === undefined) this.families.set(name, (family = this.families.size))
    this.lastName = name
    return (this.lastFamily = family)
  }

  finish(draws: Draws): Columns<W> {
    this.normals.draw(draws, this.data)
    const {
      kind,
      lanes,
      watcher,
      shapes,
      arbitrary: { names },
    } = this
    const named = <T>(of: readonly T[]): Record<string, T> =>
      Object.fromEntries(names.map((name, slot) => [name, of[slot]]))
    const data = this.data.map((all) => all.subarray(0, (all.length / this.capacity) * lanes))
    return {
      kind,
      shape: shapesInWords(names, shapes),
      indices: this.indices.slice(0, lanes),
      families: [...this.families.keys()],
      family: this.family.slice(0, lanes),
      watcher,
      batch: { lanes, names, shapes: named(shapes), data: named(data) },
    }
  }

  private grow(): void {
    this.capacity *= 2
    this.watcher.grow(this.capacity)
    const [indices, family] = [new Float64Array(this.capacity), new Int16Array(this.capacity)]
    indices.set(this.indices)
    family.set(this.family)
    this.indices = indices
    this.family = family
    this.data = this.data.map((data) => {
      const larger = this.memory.take(2 * data.length)
      larger.set(data)
      this.memory.giveBack(data)
      return larger
    })
  }
}
