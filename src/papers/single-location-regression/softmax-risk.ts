/** Cells of the sum, and how far it reaches on both sides of the mean, in standard deviations. */
const CELLS = 2 ** 20
const REACH = 30

/**
 * More than all rounding together: an argument of exp below 746 in size is wrong by at most 4 · 746 · 2^-53 < 2^-41,
 * every factor of a term by 2^-50, and a sum of 2^20 terms by 2^-33 of itself.
 */
const ROUNDING = 2 ** -30

/**
 * Limits on the risk of softmax in single-location regression with two tokens (`single-location.ts`):
 * E[2σ(-tΔ)²], Δ ~ N(√ν, 2), for weights softmax(t χ). The integrand is log-concave, so it rises up to one place and
 * falls from there on: on a cell it lies between its values at the ends, but where it is largest, and beyond the last
 * cell it falls at least like a geometric series.
 *
 * @param mean √ν
 * @param temperature t > 0
 */
export function softmaxRisk(mean: number, temperature = mean): readonly [low: number, high: number] {
  const step = (2 * REACH * Math.SQRT2) / CELLS
  const start = mean - REACH * Math.SQRT2
  const density = (delta: number): number => {
    const miss = 1 / (1 + Math.exp(temperature * delta))
    return (2 * miss * miss * Math.exp(-((delta - mean) ** 2) / 4)) / Math.sqrt(4 * Math.PI)
  }
  const at = Float64Array.from({ length: CELLS + 1 }, (_, i) => density(start + i * step))
  const top = at.indexOf(at.reduce((a, b) => Math.max(a, b)))
  if (top < 2 || top > CELLS - 2) throw new RangeError(`the risk of mean ${mean} lies beyond the sum`)
  let [low, high] = [0, 0]
  for (let i = 0; i < CELLS; i++) {
    low += Math.min(at[i], at[i + 1])
    high += Math.max(at[i], at[i + 1])
  }
  // Beside its largest value on the grid, log-concavity lets the function rise no faster than it did before.
  high += at[top] * (at[top] / at[top - 1] - 1) + at[top] * (at[top] / at[top + 1] - 1)
  const beyond = (last: number, before: number): number => (last === 0 ? before : last / (1 - last / before))
  high += beyond(at[0], at[1]) + beyond(at[CELLS], at[CELLS - 1])
  return [low * step * (1 - ROUNDING), high * step * (1 + ROUNDING)]
}

/** The least risk of weights u + w χ_l: 1 / (1 + 1/(L-1) + ν/L), derived in proofs-notes/regression. */
export const linearRisk = (tokens: number, nu: number): number => 1 / (1 + 1 / (tokens - 1) + nu / tokens)
