/** Whether, and between which numbers, an honest implementation has to answer. */
export const State = {
  /** Between `low` and `high`. */
  Bounded: 0,
  /** The query has no allowed key: the definition says nothing. */
  Undefined: 1,
  /** Something on the way may overflow, or a normaliser may vanish in rounding: any answer, NaN too. */
  Unbounded: 2,
} as const

/** The definition's numbers of one array of a batch, with the range of honest answers about each. */
export interface HonestRange {
  readonly value: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** The number as it would be if nothing cancelled: weights by size, times values by size. */
  readonly size: Float64Array
  /** A `State` for each number. */
  readonly state: Uint8Array
}

export const emptyRange = (size: number): HonestRange => ({
  value: new Float64Array(size),
  low: new Float64Array(size),
  high: new Float64Array(size),
  size: new Float64Array(size),
  state: new Uint8Array(size),
})
