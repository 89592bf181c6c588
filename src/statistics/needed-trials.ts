import { deviance } from './binomial.ts'
import { SAFETY } from './clopper-pearson.ts'
import { roundDown, roundUp } from './round-outward.ts'

/**
 * So many trials that the limit of Clopper and Pearson on a probability comes to the side of `bound` on which the event
 * is seen, if it goes on to be seen at this rate. By Chernoff's inequality: fewer may do, unless the rate is 0 or 1.
 * Infinite where the rate is the bound itself.
 */
export function neededTrials(rate: number, bound: number, confidence: number): number {
  // Limits have six digits, rounded to the unsafe side.
  const reached = rate < bound ? roundDown(bound) : roundUp(bound)
  return Math.ceil(Math.log(SAFETY / (1 - confidence)) / divergence(rate, reached))
}

/** Of Kullback and Leibler, from an event of probability p to one of probability q, in nats. */
function divergence(p: number, q: number): number {
  if (p === 0) return -Math.log1p(-q)
  if (p === 1) return -Math.log(q)
  return deviance(p, q) + deviance(1 - p, 1 - q)
}
