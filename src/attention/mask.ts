import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'

/**
 * Which keys a query may use, as 0 and 1: everything, or with `causal` the keys up to the query's own position.
 * A function gives a mask of its own.
 */
export type Mask = 'none' | 'causal' | ((query: number, key: number) => boolean)

/** Entries of an [n_q, n] array that the mask forbids set to zero. */
export function masked(kernel: Real, mask: Mask, x: Recorder): Real {
  return mask === 'none' ? kernel : kernel.mul(indicator(kernel, mask, 1, x))
}

/**
 * Scores that the mask forbids replaced by the smallest one of their row, so that an allowed one is the largest: a
 * forbidden one that is much larger would shift all allowed exponentials to zero.
 */
export function maskedScores(scores: Real, mask: Mask, x: Recorder): Real {
  if (mask === 'none') return scores
  return masked(scores, mask, x).add(scores.min(-1, true).mul(indicator(scores, mask, 0, x)))
}

/** The given number where the mask allows, and its complement to 1 elsewhere. */
function indicator(of: Real, mask: Exclude<Mask, 'none'>, where: 0 | 1, x: Recorder): Real {
  const [queries, keys] = of.shape.slice(-2) as [number, number]
  const allowed = mask === 'causal' ? (i: number, j: number) => j <= i : mask
  const entries = Float64Array.from({ length: queries * keys }, (_, at) =>
    allowed(Math.floor(at / keys), at % keys) ? where : 1 - where,
  )
  return x.constant(entries, [queries, keys])
}
