import type { ProbabilityBound } from '../../claim/claim.ts'
import { roundDown, roundUp } from '../../statistics/round-outward.ts'

/** Parameters of the finite-sample bounds, as floats: they are rounded to the safe side at the end. */
export interface BoundParameters {
  readonly n: number
  readonly d: number
  readonly m: number
  readonly a: number
  readonly b: number
  readonly theta: number
}

/** Softmax weight of the needle in its own row, 1/(1 + (n-1) n^(-a(1+a))), and in the others, n^a/(n^a + n - 1). */
export function softmaxNeedleWeights(n: number, a: number): { own: number; other: number } {
  const logistic = (z: number) => 1 / (1 + Math.exp(-z))
  return {
    own: logistic(a * (1 + a) * Math.log(n) - Math.log(n - 1)),
    other: logistic(a * Math.log(n) - Math.log(n - 1)),
  }
}

/** Linear attention's weight of the needle in every row: (1 + a)/(n + a). */
export const linearNeedleWeight = (n: number, a: number): number => (1 + a) / (n + a)

/** 1 - (15/16)^m, rounded down: the least probability with which softmax fires when w*(a + b) > θ. */
export const firingAtLeast = (m: number): ProbabilityBound => ({
  relation: 'atLeast',
  value: roundDown(1 - (15 / 16) ** m),
  formula: String.raw`1 - (15/16)^{m}`,
})

/**
 * m exp(-s²/(2(d-2))), rounded up, with s = (d-2)(n-1)/(n b) · (θ - w(a+b) - b/(n-1)) for a largest needle weight w
 * (Hoeffding's inequality and a union over the neurons).
 *
 * @throws {RangeError} when s ≤ 0, where the bound says nothing.
 */
export function silenceAtMost({ n, d, m, a, b, theta }: BoundParameters, weight: number): ProbabilityBound {
  const s = (((d - 2) * (n - 1)) / (n * b)) * (theta - weight * (a + b) - b / (n - 1))
  if (!(s > 0)) throw new RangeError(`the silence bound needs s > 0; these parameters give s = ${s}`)
  const value = roundUp(m * Math.exp((-s * s) / (2 * (d - 2))))
  return { relation: 'atMost', value, formula: String.raw`m\,e^{-s^2/(2(d-2))}` }
}

/** Parameters of replacement R2's bounds. */
export interface CrossBoundParameters {
  readonly n: number
  readonly d: number
  readonly m: number
  readonly theta: number
}

/** R2: softmax's weight of the needle, n^a/(n^a + n - 1), for every query. */
export const crossSoftmaxWeight = (n: number, a: number): number => softmaxNeedleWeights(n, a).other

/** R2: linear attention's weight of the needle, (c + a)/(nc + a), for every query. */
export const crossLinearWeight = (n: number, a: number, c: number): number => (c + a) / (n * c + a)

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
 * R2: m exp(-s²/(2d)), rounded up, with s = (d/n)((n-1)(θ - w) - 1) for a needle weight w (Hoeffding's inequality and a
 * union over the neurons).
 *
 * @throws {RangeError} when s ≤ 0, where the bound says nothing.
 */
export function crossSilenceAtMost(
  { n, d, m, theta }: CrossBoundParameters,
  weight: number,
): ProbabilityBound {
  const s = (d / n) * ((n - 1) * (theta - weight) - 1)
  if (!(s > 0)) throw new RangeError(`the silence bound needs s > 0; these parameters give s = ${s}`)
  const value = roundUp(m * Math.exp((-s * s) / (2 * d)))
  return { relation: 'atMost', value, formula: String.raw`m\,e^{-s^2/(2d)}` }
}
