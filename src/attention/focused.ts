import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { FeatureMap } from './feature-map.ts'

/**
 * The focused map of FLatten: φ(x) = |r| r^p/|r^p| with r = relu(x) and r^p entry by entry, which turns r towards its
 * largest coordinates and keeps its length (Han et al., arXiv 2308.00442, where 10^-6 is added to r). Undefined for a
 * token without a positive coordinate, which is stated as a hypothesis of the case.
 *
 * @param power p
 * @throws {RangeError} unless the power is an integer from 1 to 16
 *
 * @example
 * ```ts
 * linear(focused(3))
 * ```
 */
export function focused(power: number): FeatureMap {
  if (!Number.isInteger(power) || power < 1 || power > 16)
    throw new RangeError(`the power of focused is ${power}; give an integer from 1 to 16`)
  const existing = (positive: Real, x: Recorder): Real => {
    x.assume(positive.sum(-1).greater(0))
    return positive
  }
  const features = (rows: Real, x: Recorder) => {
    const r = existing(rows.maximum(0), x)
    let powers = r
    for (let p = 1; p < power; p++) powers = powers.mul(r)
    const length = (of: Real) => of.square().sum(-1, true).sqrt()
    return powers.mul(length(r)).div(length(powers))
  }
  return {
    name: `focused(p=${power})`,
    dimension: (width) => width,
    define: { queries: features, keys: features },
    compute(rows, x) {
      const r = existing(rows.relu(), x)
      // Powers of shares of the sum do not grow beyond the range of numbers.
      const total = r.sum(1, true)
      const shares = r.div(total)
      let powers = shares
      for (let p = 2; p <= power; p++) powers = shares.mul(powers)
      const factor = shares.square().sum(1, true).div(powers.square().sum(1, true)).sqrt()
      return powers.mul(factor.mul(total))
    },
    multiple: (rows, t) => rows.mul(t.exp()),
  }
}
