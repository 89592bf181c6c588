import type { FloatMemory } from './numbers/float-memory.ts'
import { sizeOf, type Shape } from '../program/shape.ts'

/** A shaped array of float32 numbers, row-major: one input of a case, the same numbers in every arithmetic. */
export interface Input {
  /** Its extents. */
  readonly shape: Shape
  /** Its entries. */
  readonly data: Float32Array
}

/** One input to a claim: its arrays by name, and what it was drawn as. @template Name of its arrays */
export interface Case<Name extends string = string> {
  /** Its arrays. */
  readonly inputs: Readonly<Record<Name, Input>>
  /** The family of the case's distribution, such as `gaussian σ=3`; counted in the evidence. */
  readonly distribution?: string
}

/** Cases of one shape, lane by lane. */
export interface Batch {
  readonly lanes: number
  readonly names: readonly string[]
  readonly shapes: Readonly<Record<string, Shape>>
  /** For each name `lanes` × size float32 numbers. */
  readonly data: Readonly<Record<string, Float32Array>>
  /** For each name what the static bound knows of the numbers, where it was found out already. */
  readonly bounds?: Readonly<Record<string, Spans>>
}

/** For each lane the smallest and the largest number, and a limit on the norm of every vector along the last axis. */
export interface Spans {
  readonly lo: Float64Array
  readonly hi: Float64Array
  readonly norm: Float64Array
}

/** Those of the lanes [from, to), as views. */
export function spansIn({ lo, hi, norm }: Spans, from: number, to: number): Spans {
  return { lo: lo.subarray(from, to), hi: hi.subarray(from, to), norm: norm.subarray(from, to) }
}

/** Everything that a batch has in memory. */
export function memoryOf({ data, bounds = {} }: Batch): (Float32Array | Float64Array)[] {
  return [...Object.values(data), ...Object.values(bounds).flatMap(({ lo, hi, norm }) => [lo, hi, norm])]
}

/** The lanes [from, to) of a batch, as views of its arrays. */
export function lanesOf(batch: Batch, from: number, to: number): Batch {
  if (from === 0 && to === batch.lanes) return batch
  const { names, shapes, data, bounds } = batch
  const part = <T>(pick: (name: string) => T): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, pick(name)]))
  return {
    lanes: to - from,
    names,
    shapes,
    data: part((name) => data[name].subarray(from * sizeOf(shapes[name]), to * sizeOf(shapes[name]))),
    ...(bounds && { bounds: part((name) => spansIn(bounds[name], from, to)) }),
  }
}

/**
 * Some lanes of a batch, copied.
 *
 * @param memory where they stand; fresh when left out
 */
export function pickLanes(batch: Batch, lanes: readonly number[], memory?: FloatMemory): Batch {
  const { names, shapes } = batch
  const data = Object.fromEntries(
    names.map((name) => {
      const size = sizeOf(shapes[name])
      const length = size * lanes.length
      const into = memory?.take(length) ?? new Float32Array(length)
      lanes.forEach((lane, i) =>
        into.set(batch.data[name].subarray(lane * size, (lane + 1) * size), i * size),
      )
      return [name, into]
    }),
  )
  return { lanes: lanes.length, names, shapes, data }
}

/** What a batch knows of some of its lanes, copied; nothing where it knows nothing. */
export function pickSpans({ bounds }: Batch, lanes: readonly number[]): Pick<Batch, 'bounds'> {
  if (!bounds) return {}
  const picked = (from: Float64Array): Float64Array => Float64Array.from(lanes, (lane) => from[lane])
  const named = Object.entries(bounds).map(
    ([name, { lo, hi, norm }]) => [name, { lo: picked(lo), hi: picked(hi), norm: picked(norm) }] as const,
  )
  return { bounds: Object.fromEntries(named) }
}

/** Two cases fit in one batch exactly when their keys are equal: `q[1×8] k[16×8]`. */
export function shapeKey(item: Case): string {
  if (!sameAsLast(item)) {
    const named = Object.entries(item.inputs)
    const names = named.map(([name]) => name)
    const shapes = named.map(([, { shape }]) => shape)
    last = { names, shapes, key: shapesInWords(names, shapes) }
  }
  return last.key
}

/** `q[1×8] k[16×8]`. */
export const shapesInWords = (names: readonly string[], shapes: readonly Shape[]): string =>
  names.map((name, i) => `${name}[${shapes[i].join('×')}]`).join(' ')

// Generators share the shape arrays of their cases, and this is asked of every case.
let last: { names: readonly string[]; shapes: readonly Shape[]; key: string } = {
  names: [],
  shapes: [],
  key: '',
}

function sameAsLast({ inputs }: Case): boolean {
  let i = 0
  for (const name in inputs) {
    if (last.names[i] !== name || last.shapes[i] !== inputs[name].shape) return false
    i++
  }
  return i === last.names.length
}

/** The shapes of a case's arrays. */
export const shapesOf = ({ inputs }: Case): Record<string, Shape> =>
  Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]))

/** Puts cases of equal `shapeKey` into one batch. */
export function batchOf(cases: readonly Case[]): Batch {
  const first = cases[0]
  const names = Object.keys(first.inputs)
  const shapes: Record<string, Shape> = {}
  const data: Record<string, Float32Array> = {}
  for (const name of names) {
    shapes[name] = first.inputs[name].shape
    const size = sizeOf(shapes[name])
    const into = new Float32Array(size * cases.length)
    for (let lane = 0; lane < cases.length; lane++) into.set(cases[lane].inputs[name].data, lane * size)
    data[name] = into
  }
  return { lanes: cases.length, names, shapes, data }
}
