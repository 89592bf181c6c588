import { binomialAtMost } from './binomial.ts'
import { rounded } from './round-outward.ts'

/** Covers the relative error of `binomialAtMost` and of `1 - confidence`. */
export const SAFETY = 1 + 1e-8

/**
 * Exact one-sided upper confidence limit (Clopper and Pearson, 1934) on the probability of an event that was seen
 * `events` times in `trials` independent trials: the least p, rounded up to six significant digits, for which so few
 * events have a probability of at most 1 - `confidence`. Without trials it is 1.
 */
export function upperLimit(events: number, trials: number, confidence: number): number {
  check(events, trials, confidence)
  if (events === trials) return 1
  return tightest(0, 1, (p) => binomialAtMost(events, trials, p) * SAFETY <= 1 - confidence)
}

/**
 * Exact one-sided lower confidence limit, rounded down: the greatest p for which so many events have a probability of
 * at most 1 - `confidence`. Without trials it is 0.
 */
export function lowerLimit(events: number, trials: number, confidence: number): number {
  check(events, trials, confidence)
  if (events === 0) return 0
  return tightest(1, 0, (p) => binomialAtMost(trials - events, trials, 1 - p, p) * SAFETY <= 1 - confidence)
}

/** By bisection, the safe number of six digits that is nearest to the unsafe end; the other end is safe. */
function tightest(unsafe: number, safe: number, isSafe: (p: number) => boolean): number {
  for (;;) {
    const middle = rounded((unsafe + safe) / 2)
    if (middle === unsafe || middle === safe) return safe
    if (isSafe(middle)) safe = middle
    else unsafe = middle
  }
}

function check(events: number, trials: number, confidence: number): void {
  if (!Number.isSafeInteger(trials) || trials < 0) throw new RangeError(`trials is ${trials}, no count`)
  if (!Number.isSafeInteger(events) || events < 0 || events > trials)
    throw new RangeError(`events is ${events}, no count between 0 and ${trials}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}, not between 0 and 1`)
}
