import { binomialProbability } from './binomial.ts'

/** Student's two-sided quantile: the least t, to the last bit or so, for which |T| ≤ t with probability `confidence`. */
export function studentQuantile(confidence: number, degreesOfFreedom: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}, not between 0 and 1`)
  if (!(Number.isSafeInteger(degreesOfFreedom) && degreesOfFreedom >= 1))
    throw new RangeError(`degrees of freedom is ${degreesOfFreedom}, no whole number of at least 1`)
  const beyond = (t: number): boolean => studentTail(t, degreesOfFreedom) > 1 - confidence
  let low = 0
  let high = 1
  while (beyond(high)) high *= 2
  for (;;) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) return high
    if (beyond(middle)) low = middle
    else high = middle
  }
}

/**
 * P(|T| > t) for t ≥ 0 and a whole number ν of degrees of freedom: the incomplete beta function I_x(ν/2, 1/2) at
 * x = ν / (ν + t²), from its series in x or, by symmetry, in 1 - x, whichever is smaller (DLMF 8.17.4 and 8.17.8).
 */
function studentTail(t: number, degrees: number): number {
  const y = t ** 2 / (degrees + t ** 2)
  const front = (Math.sqrt(y) * Math.exp((-degrees / 2) * Math.log1p(t ** 2 / degrees))) / beta(degrees)
  return y < 0.5
    ? 1 - 2 * front * betaSeries(0.5, degrees / 2, y)
    : (2 / degrees) * front * betaSeries(degrees / 2, 0.5, degrees / (degrees + t ** 2))
}

/** Σ_k (a + b)_k / (a + 1)_k x^k, all of whose terms are positive. */
function betaSeries(a: number, b: number, x: number): number {
  let sum = 0
  for (let k = 0, term = 1; sum + term > sum; k++) {
    sum += term
    term *= ((a + b + k) / (a + 1 + k)) * x
  }
  return sum
}

/** B(ν/2, 1/2) by the central binomial coefficient: 1 / B is ν/2 · c for an even ν = 2m, 1 / (π c) for ν = 2m + 1. */
function beta(degrees: number): number {
  const m = Math.floor(degrees / 2)
  const c = binomialProbability(m, 2 * m, 0.5)
  return degrees % 2 === 0 ? 1 / (m * c) : Math.PI * c
}
