import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Predicate } from '../../claim/claim.ts'
import { arrays, gaussian, uniform } from '../../generate/generate.ts'

/**
 * The spiked model of single-location regression (reconstructed, arXiv 2509.21936): of the tokens χ_1 … χ_L, normal
 * with variance 1, one has mean √ν and the others 0. The target is z_ε, with ε that token's place and z standard normal,
 * the prediction Σ a_l z_l. Tokens are exchangeable, so ε = 1 here.
 *
 * @param noise [..., L]
 * @param mean √ν
 * @returns χ, [..., L]
 */
export const spiked = (noise: Real, mean: number, x: Recorder): Real => noise.add(atFirst(noise, x).mul(mean))

/**
 * E[(z_ε - Σ a_l z_l)² | χ] = (1 - a_ε)² + the squares of the other weights.
 *
 * @param weights [rows, L]
 * @returns [rows]
 */
export const riskGiven = (weights: Real, x: Recorder): Real =>
  weights.sub(atFirst(weights, x)).square().sum(1)

/** (1, 0, …, 0), as long as the rows of an array. */
function atFirst(rows: Real, x: Recorder): Real {
  const length = rows.shape.at(-1)!
  return x.constant(
    Array.from({ length }, (_, l) => (l === 0 ? 1 : 0)),
    [1, length],
  )
}

/** The noise of L tokens [1, L], and u uniform on (0, 1). */
export const riskInputs = (tokens: number) =>
  arrays({
    arrays: { noise: [1, tokens], u: [1] },
    from: { noise: gaussian(1), u: uniform(0, 1) },
  })

/**
 * 2u < r(χ), r the risk given χ of the weights of inverse temperature `temperature`. Its probability is half the risk,
 * since r never exceeds 2 for weights that are positive with sum 1.
 *
 * @param mean √ν
 */
export const riskExceeds =
  (mean: number, temperature = mean): Predicate =>
  ({ noise, u }, attention, x) => {
    const chi = spiked(noise, mean, x)
    const weights = attention.weights({ q: x.constant([temperature], [1, 1]), k: chi.transpose() })
    return u.mul(2).less(riskGiven(weights, x)).all()
  }
