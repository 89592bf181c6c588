import type { Lanes } from '../lanes.ts'
import { ExaminedError } from '../examined.ts'
import type { OrtMetadata } from './runtime.ts'

/** How many lanes a model takes at once, and where it has the axis of heads. */
export interface Layout {
  /** Undefined where it takes any number; 1 with an axis, or 0 without one. */
  readonly lanes: number | undefined
  /** [.., heads, tokens, width] in place of [.., tokens, heads · width] */
  readonly headsFirst: boolean
}

/**
 * The layout of a model's queries: [lanes, tokens, heads · width], [lanes, heads, tokens, width], or [tokens, width] of
 * one lane.
 *
 * @throws {ExaminedError} when it has another number of axes
 */
export function layoutOf({ name, shape = ['', '', ''] }: OrtMetadata): Layout {
  if (shape.length === 2) return { lanes: 0, headsFirst: false }
  const [lanes] = shape
  if (shape.length === 3 || shape.length === 4)
    return {
      lanes: typeof lanes === 'number' && lanes > 0 ? lanes : undefined,
      headsFirst: shape.length === 4,
    }
  throw new ExaminedError(
    `the model's input ${name} has ${shape.length} axes; examined are [lanes, tokens, heads · width], [lanes, heads, tokens, width] and [tokens, width]`,
  )
}

/** The extents of rows of tokens in that layout. */
export function shapeIn(
  { lanes, headsFirst }: Layout,
  count: number,
  tokens: number,
  heads: number,
  width: number,
): number[] {
  if (headsFirst) return [count, heads, tokens, width]
  return lanes === 0 ? [tokens, heads * width] : [count, tokens, heads * width]
}

/** [lanes, a, b, width] as [lanes, b, a, width]. */
export function swapped(data: Float32Array, a: number, b: number, width: number): Float32Array {
  if (a === 1 || b === 1) return data
  const result = new Float32Array(data.length)
  for (let from = 0, lane = 0; from < data.length; lane += a * b * width)
    for (let i = 0; i < a; i++)
      for (let j = 0; j < b; j++, from += width)
        result.set(data.subarray(from, from + width), lane + (j * a + i) * width)
  return result
}

/** Lanes from one on, `count` of them; behind the last stands the last one again. */
export function part<T extends Float32Array | Uint8Array>(
  data: T,
  batch: Lanes,
  from: number,
  count: number,
): T {
  const size = data.length / batch.lanes
  if (from === 0 && count === batch.lanes) return data
  const result = data.slice(from * size, (from + count) * size)
  if (result.length === count * size) return result as T
  const filled = new (data.constructor as new (length: number) => T)(count * size)
  filled.set(result)
  for (let lane = result.length / size; lane < count; lane++)
    filled.copyWithin(lane * size, result.length - size, result.length)
  return filled
}
