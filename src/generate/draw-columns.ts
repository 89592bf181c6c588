import { shapesInWords, type Batch } from '../arithmetic/batch.ts'
import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import type { Shape } from '../program/shape.ts'
import type { ArraysArbitrary } from './arrays.ts'
import { Draws } from './draws.ts'
import { startDraws } from './stream.ts'

/** Sees the numbers of cases of one shape while they are drawn, and so still in a processor's cache. */
export interface Watcher {
  /** Told that there will be room for so many cases. */
  grow(capacity: number): void
  /** Told after each case that `lanes` of them stand in `data`, an array for each of the case's. */
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

/** Cases as they are drawn. */
interface Growing<W extends Watcher> {
  readonly kind: number
  readonly shape: number
  capacity: number
  lanes: number
  data: Float32Array[]
  readonly watcher: W
  readonly indices: number[]
  readonly family: number[]
  readonly families: Map<string, number>
}

/**
 * Draws the cases [from, to) of a claim straight into batches, by shape and kind: the cases that `caseAt` gives, at
 * a third of its time.
 *
 * @param kindOf a small number by which cases are kept apart
 * @param memory where their numbers stand; fresh when left out
 * @param watch makes who sees the cases of one shape being drawn, first so many of them
 */
export function drawColumns<W extends Watcher>(
  arbitrary: ArraysArbitrary,
  claimId: string,
  seed: number,
  { from, to }: { from: number; to: number },
  kindOf: (index: number) => number,
  watch: (shapes: readonly Shape[], capacity: number) => W,
  memory = new FloatMemory(false),
): Columns<W>[] {
  const draws = new Draws({ nextInt: () => 0 })
  const growing = new Map<number, Growing<W>>()
  const expected = Math.ceil((1.25 * (to - from)) / arbitrary.shapes) + 8
  for (let index = from; index < to; index++) {
    startDraws(draws, claimId, seed, index)
    const shape = arbitrary.drawShape(draws)
    const kind = kindOf(index)
    const key = kind * arbitrary.shapes + shape
    let group = growing.get(key)
    if (!group) growing.set(key, (group = started(arbitrary, { kind, shape }, expected, memory, watch)))
    else if (group.lanes === group.capacity) grow(group, memory)
    const name = arbitrary.drawInto(draws, shape, group.data, group.lanes++)
    group.watcher.drawn(group.data, group.lanes)
    let family = group.families.get(name)
    if (family === undefined) group.families.set(name, (family = group.families.size))
    group.family.push(family)
    group.indices.push(index)
  }
  return [...growing.values()].map((group) => finished(arbitrary, group))
}

function started<W extends Watcher>(
  arbitrary: ArraysArbitrary,
  key: Pick<Growing<W>, 'kind' | 'shape'>,
  capacity: number,
  memory: FloatMemory,
  watch: (shapes: readonly Shape[], capacity: number) => W,
): Growing<W> {
  const places = arbitrary.places(key.shape)
  const data = places.map(({ size }) => memory.take(capacity * size))
  const watcher = watch(
    places.map(({ shape }) => shape),
    capacity,
  )
  return { ...key, capacity, lanes: 0, data, watcher, indices: [], family: [], families: new Map() }
}

function grow<W extends Watcher>(group: Growing<W>, memory: FloatMemory): void {
  group.capacity *= 2
  group.watcher.grow(group.capacity)
  group.data = group.data.map((data) => {
    const larger = memory.take(2 * data.length)
    larger.set(data)
    memory.giveBack(data)
    return larger
  })
}

function finished<W extends Watcher>(arbitrary: ArraysArbitrary, group: Growing<W>): Columns<W> {
  const { names } = arbitrary
  const places = arbitrary.places(group.shape)
  const named = <T>(pick: (slot: number) => T): Record<string, T> =>
    Object.fromEntries(names.map((name, slot) => [name, pick(slot)]))
  return {
    kind: group.kind,
    shape: shapesInWords(
      names,
      places.map((place) => place.shape),
    ),
    indices: Float64Array.from(group.indices),
    families: [...group.families.keys()],
    family: Int16Array.from(group.family),
    watcher: group.watcher,
    batch: {
      lanes: group.lanes,
      names,
      shapes: named((slot) => places[slot].shape),
      data: named((slot) => group.data[slot].subarray(0, group.lanes * places[slot].size)),
    },
  }
}
