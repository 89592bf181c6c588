import { sizes, type Lanes } from './lanes.ts'
import type { Model } from './model.ts'

/** What a query without allowed keys gets: zeros, no numbers, the mean of all values, or something else. */
export type EmptyRow = 'zero' | 'nan' | 'mean' | 'other'

/**
 * What was returned for a query without allowed keys.
 *
 * @param row its number among all rows of [lanes, n_q, queryHeads]
 */
export function emptyRowKind(lanes: Lanes, output: Float32Array, row: number, model: Model): EmptyRow {
  const { valueWidth, queryHeads, queries } = lanes
  const numbers = output.subarray(row * valueWidth, (row + 1) * valueWidth)
  if (numbers.every((each) => each === 0)) return 'zero'
  if (numbers.every(Number.isNaN)) return 'nan'
  const lane = Math.floor(row / (queryHeads * queries))
  const head = model.keyHead(row % queryHeads, lanes)
  return numbers.every((each, c) => isMean(each, lanes, lane * sizes(lanes).v + head * valueWidth + c, model))
    ? 'mean'
    : 'other'
}

/** Whether a number is the mean of a column of values, but for what summing in any order and dividing may round off. */
function isMean(
  returned: number,
  { keys, keyHeads, valueWidth, v }: Lanes,
  from: number,
  { accumulation, storage }: Model,
): boolean {
  let [sum, size] = [0, 0]
  for (let key = 0; key < keys; key++) {
    sum += v[from + key * keyHeads * valueWidth]
    size += Math.abs(v[from + key * keyHeads * valueWidth])
  }
  const off = Math.expm1((keys + 4) * accumulation.theta + 4 * storage.theta) * (size / keys)
  // A float64 sum is off by less than what is added here for the narrower one.
  return Math.abs(returned - sum / keys) <= off * (1 + 2 ** -20) + 4 * storage.underflow
}
