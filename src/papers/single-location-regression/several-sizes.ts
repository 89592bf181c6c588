import type { Predicate } from '../../claim/claim.ts'
import { arrays, gaussian, uniform } from '../../generate/generate.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { riskGiven } from './single-location.ts'

/** The noise of L tokens [1, L], L one of several numbers, and u uniform on (0, 1). */
export const risksOfSizes = (tokens: readonly number[]) =>
  arrays({
    dims: { tokens },
    arrays: { noise: [1, 'tokens'], u: [1] },
    from: { noise: gaussian(1), u: uniform(0, 1) },
    fixed: ['noise'],
  })

/**
 * The mean of half the risk over L = 2, 3, 5, 9, 17 where (L-1) e^(-ν/4) is 1/100, by quadrature (`halfRisk` of the tests).
 */
export const HALF_RISK = 7.943e-4

/** √ν [1, 1] for which (L-1) e^(-ν/4) is 1/scale. */
export const rootAt = (scale: number, tokens: number, x: Recorder): Real =>
  x
    .constant(scale * (tokens - 1), [1, 1])
    .log()
    .mul(4)
    .sqrt()

/** √ν and the inverse temperature, [1, 1] each, for L tokens. */
export type Setting = (tokens: number, x: Recorder) => { readonly mean: Real; readonly temperature: Real }

/**
 * 2u < r(χ), r the risk given χ (`riskGiven`) of the weights softmax(temperature · χ), χ = √ν e_1 + noise. Its probability
 * is half the risk, since r never exceeds 2 for weights that are positive with sum 1.
 */
export const riskExceedsAt =
  (setting: Setting): Predicate<'noise' | 'u'> =>
  ({ noise, u }, attention, x) => {
    const tokens = noise.shape[1]
    const { mean, temperature } = setting(tokens, x)
    const atNeedle = x.constant(
      Array.from({ length: tokens }, (_, l) => (l === 0 ? 1 : 0)),
      [1, tokens],
    )
    const chi = noise.add(atNeedle.mul(mean))
    const weights = attention.weights({ q: temperature, k: chi.transpose() })
    return u.mul(2).less(riskGiven(weights, x)).all()
  }
