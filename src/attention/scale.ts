import type { Real } from '../arithmetic/real.ts'
import type { Arithmetic } from '../arithmetic/real.ts'

/** The factor on the scores: none (1), the usual head scaling 1/√d, or a number. */
export type Scale = 'none' | 'inverse-sqrt-width' | number

/** Scores [n_q, n] of queries and keys of the given width, multiplied by the scale. */
export function scaled(scores: Real, scale: Scale, width: number, x: Arithmetic): Real {
  if (scale === 'none') return scores
  return scale === 'inverse-sqrt-width' ? scores.div(x.constant(width).sqrt()) : scores.mul(scale)
}
