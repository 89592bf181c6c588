import { shapesInWords, type Batch } from '../arithmetic/batch.ts'
import { FloatMemory } from '../arithmetic/float-memory.ts'
import type { ArraysArbitrary } from './arrays.ts'
import { Draws } from './draws.ts'
import { startDraws } from './stream.ts'
import { WarmSpans } from './warm-spans.ts'

/** Cases of one shape and one kind. */
export interface Columns {
  /** As `kindOf` said. */
  readonly kind: number
  /** The shapes of the arrays, in words. */
  readonly shape: string
  readonly batch: Batch
  readonly indices: Float64Array
  /** The names of their distributions, and for each lane the number of its own. */
  readonly families: readonly string[]
  readonly family: Int16Array
}

/** Cases as they are drawn. */
interface Growing {
  readonly kind: number
  readonly shape: number
  capacity: number
  lanes: number
  data: Float32Array[]
  readonly spans: WarmSpans | undefined
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
 * @param bounded whether the batches come with the static bounds of their numbers
 */
export function drawColumns(
  arbitrary: ArraysArbitrary,
  claimId: string,
  seed: number,
  { from, to }: { from: number; to: number },
  kindOf: (index: number) => number,
  memory = new FloatMemory(false),
  bounded = false,
): Columns[] {
  const draws = new Draws({ nextInt: () => 0 })
  const growing = new Map<number, Growing>()
  const expected = Math.ceil((1.25 * (to - from)) / arbitrary.shapes) + 8
  for (let index = from; index < to; index++) {
    startDraws(draws, claimId, seed, index)
    const shape = arbitrary.drawShape(draws)
    const kind = kindOf(index)
    const key = kind * arbitrary.shapes + shape
    let group = growing.get(key)
    if (!group) growing.set(key, (group = started(arbitrary, { kind, shape }, expected, memory, bounded)))
    else if (group.lanes === group.capacity) grow(group, memory)
    const name = arbitrary.drawInto(draws, shape, group.data, group.lanes++)
    group.spans?.drawn(group.data, group.lanes)
    let family = group.families.get(name)
    if (family === undefined) group.families.set(name, (family = group.families.size))
    group.family.push(family)
    group.indices.push(index)
  }
  return [...growing.values()].map((group) => finished(arbitrary, group))
}

function started(
  arbitrary: ArraysArbitrary,
  key: Pick<Growing, 'kind' | 'shape'>,
  capacity: number,
  memory: FloatMemory,
  bounded: boolean,
): Growing {
  const places = arbitrary.placesOf(key.shape)
  const data = places.map(({ size }) => memory.take(capacity * size))
  const spans = bounded ? new WarmSpans(places, capacity) : undefined
  return { ...key, capacity, lanes: 0, data, spans, indices: [], family: [], families: new Map() }
}

function grow(group: Growing, memory: FloatMemory): void {
  group.capacity *= 2
  group.spans?.grow(group.capacity)
  group.data = group.data.map((data) => {
    const larger = memory.take(2 * data.length)
    larger.set(data)
    memory.giveBack(data)
    return larger
  })
}

function finished(arbitrary: ArraysArbitrary, group: Growing): Columns {
  const { names } = arbitrary
  const places = arbitrary.placesOf(group.shape)
  const spans = group.spans?.finish(group.data, group.lanes)
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
    batch: {
      lanes: group.lanes,
      names,
      shapes: named((slot) => places[slot].shape),
      data: named((slot) => group.data[slot].subarray(0, group.lanes * places[slot].size)),
      ...(spans && { bounds: named((slot) => spans[slot]) }),
    },
  }
}
