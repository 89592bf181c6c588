import type { Distribution } from '../../generate/distribution.ts'
import { arrays, gaussian, orthogonalDirections, uniform } from '../../generate/generate.ts'
import type { Measure } from '../../claim/claim.ts'
import type { Mean } from '../../claim/expectation.ts'

/** The arrays of a case: directions [m, d], and what `expectation` needs. */
export type Directions = 'w' | 'chance'

/** m directions in d dimensions, N(0, I) unless they come from elsewhere. */
export const directions = (m: number, d: number, from: Distribution = gaussian(1)) =>
  arrays({ arrays: { w: [m, d], chance: [1] }, from: { w: from, chance: uniform(0, 1) } })

/** What is said of N(0, I) directions, with the variance 1/2. */
export const halfVariance = (m: number, d: number) => ({
  name: 'variance 1/2',
  hypothesis: 'the directions are N(0, I)',
  inputs: directions(m, d, gaussian(Math.SQRT1_2)),
})

/**
 * The estimate of e^(q·k) by random features, a scalar: the weight of an unnormalised attention with one query and one key.
 *
 * @param query its numbers, as many as the directions have
 */
export const kernelEstimate =
  (query: readonly number[], key: readonly number[]): Measure<Directions> =>
  ({ w }, attention, x) => {
    const row = (numbers: readonly number[]) => x.constant(numbers, [1, numbers.length])
    return attention.weights({ q: row(query), k: row(key), w }).sum()
  }

/** (X̂ - e^(q·k))², of the estimate X̂ of that. */
export const squaredError =
  (query: readonly number[], key: readonly number[]): Measure<Directions> =>
  (inputs, attention, x) => {
    const exponent = query.map((entry, i) => x.constant(entry).mul(x.constant(key[i])))
    const kernel = exponent.reduce((sum, term) => sum.add(term)).exp()
    return kernelEstimate(query, key)(inputs, attention, x).sub(kernel).square()
  }

/** The mean over the directions of the estimates by one of them alone, each cut off at a number. */
const cutEstimates =
  (query: readonly number[], key: readonly number[], end: number): Measure<Directions> =>
  ({ w, chance }, attention, x) => {
    const estimates = Array.from({ length: w.shape[0] }, (_, i) =>
      kernelEstimate(query, key)({ w: w.gather([i]), chance }, attention, x),
    )
    const cut = estimates.map((one) => one.minimum(end))
    return cut.reduce((sum, one) => sum.add(one)).div(w.shape[0])
  }

const half = [0.5, 0, 0, 0]
/** With q = k = e_1/2 in four dimensions, where the directions are too: estimates cut off at 4. */
export const halfCut: Measure<Directions> = cutEstimates(half, half, 4)

/** Of a lognormal number cut off at 4, with μ = -(|q|² + |k|²)/2 = -1/4 and σ = |q + k| = 1. */
export const MEAN_OF_HALF_CUT: Mean = {
  relation: 'equals',
  value: 1.1507914413673999,
  formula: String.raw`e^{1/4}\,\Phi(\ln 4-\tfrac34)+4\,\Phi(-\tfrac14-\ln 4)`,
  range: [0, 4],
}

const unit = [1, 0, 0, 0]
/** Orthogonal directions of one length, with q = k = e_1, where their mean is further from that of lengths like normal vectors'. */
export const lengthsFixed = {
  inputs: directions(4, 4, orthogonalDirections({ lengths: 'fixed' })),
  measure: cutEstimates(unit, unit, 4),
  // As above with μ = -1 and σ = 2.
  mean: {
    relation: 'equals',
    value: 1.0361246167152536,
    formula: String.raw`e\,\Phi(\tfrac{\ln 4-3}2)+4\,\Phi(\tfrac{-1-\ln 4}2)`,
    range: [0, 4],
  },
  cases: 30_000,
} as const
