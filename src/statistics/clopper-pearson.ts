import jstat from 'jstat'
import { binomialAtMost } from './binomial.ts'
import { nextDown, nextUp, roundDown, roundUp } from './round-outward.ts'

/** Covers the relative error of `binomialAtMost` and of `1 - confidence`. */
const SAFETY = 1 + 1e-8

/**
 * Exact one-sided upper confidence limit (Clopper and Pearson, 1934) on the probability of an event that was seen
 * `events` times in `trials` independent trials: the least p, rounded up to six significant digits, for which so few
 * events have a probability of at most 1 - `confidence`. Without trials it is 1.
 */
export function upperLimit(events: number, trials: number, confidence: number): number {
  check(events, trials, confidence)
  if (events === trials) return 1
  const safe = (p: number): boolean => p >= 1 || binomialAtMost(events, trials, p) * SAFETY <= 1 - confidence
  return Math.min(1, settle(guess(confidence, events + 1, trials - events), safe, 'up'))
}

/**
 * Exact one-sided lower confidence limit, rounded down: the greatest p for which so many events have a probability of
 * at most 1 - `confidence`. Without trials it is 0.
 */
export function lowerLimit(events: number, trials: number, confidence: number): number {
  check(events, trials, confidence)
  if (events === 0) return 0
  const safe = (p: number): boolean =>
    p <= 0 || binomialAtMost(trials - events, trials, 1 - p, p) * SAFETY <= 1 - confidence
  return Math.max(0, settle(guess(1 - confidence, events, trials - events + 1), safe, 'down'))
}

/** jstat's quantile of the beta distribution; good, but not certain. The mean if jstat gives none. */
function guess(p: number, a: number, b: number): number {
  const x = jstat.jStat.beta.inv(p, a, b)
  return x > 0 && x < 1 ? x : a / (a + b)
}

/** The tightest safe number of six digits, found step by step from a number that is close. */
function settle(start: number, safe: (p: number) => boolean, outward: 'up' | 'down'): number {
  const [round, out, back] = outward === 'up' ? [roundUp, nextUp, nextDown] : [roundDown, nextDown, nextUp]
  let limit = round(start)
  while (!safe(limit)) limit = out(limit)
  for (let tighter = back(limit); safe(tighter); tighter = back(tighter)) limit = tighter
  return limit
}

function check(events: number, trials: number, confidence: number): void {
  if (!Number.isSafeInteger(trials) || trials < 0) throw new RangeError(`trials is ${trials}, no count`)
  if (!Number.isSafeInteger(events) || events < 0 || events > trials)
    throw new RangeError(`events is ${events}, no count between 0 and ${trials}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}, not between 0 and 1`)
}
