import type { Combined } from './combined-rows.ts'
import type { LaneBound } from './lane-bound.ts'

/** Of which arrays, known by their bounds, an array was computed. */
export type Origin =
  /** The sums of the rows of `of`, of `n` entries each. */
  | { readonly kind: 'rowSums'; readonly of: LaneBound; readonly n: number }
  /** The largest, or the smallest, numbers of `of` along an axis. */
  | { readonly kind: 'max' | 'min'; readonly of: LaneBound; readonly axis: number }
  /** The matrix product of `left` with another factor, whose rows it combines. */
  | { readonly kind: 'product'; readonly left: LaneBound; readonly combined: Combined }
