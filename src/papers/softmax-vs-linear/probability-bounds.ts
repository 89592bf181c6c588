import type { ProbabilityBound } from '../../claim/probability-bound.ts'
import { roundDown, roundUp } from '../../statistics/round-outward.ts'

/** Parameters of replacement R2's bounds, as floats: bounds are rounded to the safe side at the end. */
export interface CrossBoundParameters {
  readonly n: number
  readonly d: number
  readonly m: number
  readonly theta: number
}

/** Parameters of the finite-sample bounds. */
export interface BoundParameters extends CrossBoundParameters {
  readonly a: number
  readonly b: number
}

/** 1 - (15/16)^m, rounded down: the least probability with which softmax fires when w*(a + b) > θ. */
export const firingAtLeast = (m: number): ProbabilityBound => ({
  relation: 'atLeast',
  value: roundDown(1 - (15 / 16) ** m),
  formula: String.raw`1 - (15/16)^{m}`,
})

/**
 * m exp(-s²/(2(d-2))), rounded up, with s = (d-2)(n-1)/(n b) · (θ - w(a+b) - b/(n-1)) for a largest needle weight w.
 *
 * @throws {RangeError} when s ≤ 0, where the bound says nothing.
 */
export const silenceAtMost = ({ n, d, m, a, b, theta }: BoundParameters, weight: number): ProbabilityBound =>
  hoeffding(m, (((d - 2) * (n - 1)) / (n * b)) * (theta - weight * (a + b) - b / (n - 1)), d - 2, '(d-2)')

/**
 * R2: 1 - (3/4)^m, rounded down: the least probability with which the network fires for a needle weight w > θ.
 *
 * @throws {RangeError} when w ≤ θ, where the bound says nothing.
 */
export function crossFiringAtLeast({ m, theta }: CrossBoundParameters, weight: number): ProbabilityBound {
  if (!(weight > theta)) throw new RangeError(`the firing bound needs w > θ; w = ${weight}, θ = ${theta}`)
  return { relation: 'atLeast', value: roundDown(1 - (3 / 4) ** m), formula: String.raw`1 - (3/4)^{m}` }
}

/**
 * R2: m exp(-s²/(2d)), rounded up, with s = (d/n)((n-1)(θ - w) - 1) for a needle weight w.
 *
 * @throws {RangeError} when s ≤ 0, where the bound says nothing.
 */
export const crossSilenceAtMost = (
  { n, d, m, theta }: CrossBoundParameters,
  weight: number,
): ProbabilityBound => hoeffding(m, (d / n) * ((n - 1) * (theta - weight) - 1), d, 'd')

/** Hoeffding's inequality for a sum of so many signs that has to exceed s, and a union over m neurons. */
function hoeffding(m: number, s: number, signs: number, written: string): ProbabilityBound {
  if (!(s > 0)) throw new RangeError(`the silence bound needs s > 0; these parameters give s = ${s}`)
  const value = roundUp(m * Math.exp((-s * s) / (2 * signs)))
  return { relation: 'atMost', value, formula: String.raw`m\,e^{-s^2/(2${written})}` }
}
