import { sizes, type Lanes } from './lanes.ts'
import type { Model } from './model.ts'

/** What a query without allowed keys gets: zeros, no numbers, the mean of all values, or something else. */
export const EMPTY_ROW_KINDS = ['zero', 'nan', 'mean', 'other'] as const
export type EmptyRow = (typeof EMPTY_ROW_KINDS)[number]

/**
 * What was returned for a query without allowed keys: all that it may be meant as, since zeros are the mean of zeros too.
 *
 * @param row its number among all rows of [lanes, n_q, queryHeads]
 */
export function emptyRowKinds(
  lanes: Lanes,
  output: Float32Array,
  row: number,
  model: Model,
): readonly EmptyRow[] {
  const { valueWidth, queryHeads, queries } = lanes
  const numbers = output.subarray(row * valueWidth, (row + 1) * valueWidth)
  const lane = Math.floor(row / (queryHeads * queries))
  const from = lane * sizes(lanes).v + model.keyHead(row % queryHeads, lanes) * valueWidth
  const kinds: EmptyRow[] = []
  if (numbers.every((each) => each === 0)) kinds.push('zero')
  if (numbers.every(Number.isNaN)) kinds.push('nan')
  if (numbers.every((each, c) => isMean(each, lanes, from + c, model))) kinds.push('mean')
  return kinds.length === 0 ? ['other'] : kinds
}

/** The kinds in words. */
export const EMPTY_ROW_WORDS: Readonly<Record<EmptyRow, string>> = {
  zero: 'zeros',
  nan: 'NaN',
  mean: 'the mean of the values',
  other: 'something else',
}

/** Rows by what was returned for them. */
export type EmptyRowCounts = Record<EmptyRow, number>

export const noEmptyRows = (): EmptyRowCounts => ({ zero: 0, nan: 0, mean: 0, other: 0 })

/** Counts a row. One that may be meant as two things tells nothing. */
export function countEmptyRow(kinds: readonly EmptyRow[], into: EmptyRowCounts): void {
  if (kinds.length === 1) into[kinds[0]] += 1
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
