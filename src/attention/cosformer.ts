import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { span } from '../program/span.ts'
import type { FeatureMap } from './feature-map.ts'

/** π/2 as two float64 numbers: their sum is off by less than 2^-108. */
const QUARTER_TURN = [1.5707963267948966, 6.123233995736766e-17] as const

/** π/2, to 108 bits. */
const quarterTurn = (x: Recorder): Real => x.constant(QUARTER_TURN[0]).add(QUARTER_TURN[1])

/**
 * Cosines and sines of the angles iπ/2M, i < n, each [n, 1]. Whole quarter turns are exact: what is left of each angle is
 * less than one, and its cosine and sine change places and signs.
 */
function turned(n: number, length: number, x: Recorder): [cos: Real, sin: Real] {
  const rest = x.constant(
    span(0, n).map((i) => i % length),
    [n, 1],
  )
  const angles = rest.mul(quarterTurn(x)).div(length)
  const [cos, sin] = [angles.cos(), angles.sin()]
  const four = [cos, sin.neg(), cos.neg(), sin].reduce((all, next) => all.concat(next))
  const at = (ahead: number) => span(0, n).map((i) => ((Math.floor(i / length) + ahead) % 4) * n + i)
  return [four.gather(at(0)), four.gather(at(3))]
}

/**
 * cosFormer's map: relu(x) ⊗ (cos, sin)(iπ/2M) for the token in row i, so that the kernel is
 * relu(q_i)·relu(k_j) cos((i - j)π/2M): not negative as long as |i - j| ≤ M, and 0 at |i - j| = M (Qin et al.,
 * arXiv 2202.08791). Positions are counted from the first row, of queries and of keys. π is taken to 108 bits; whole
 * quarter turns are exact.
 *
 * @param length M, at least the number of tokens where weights are not to be negative
 * @throws {RangeError} unless the length is a positive integer
 *
 * @example
 * ```ts
 * linear(cosformer(16), { mask: 'causal' })
 * ```
 */
export function cosformer(length: number): FeatureMap {
  if (!Number.isSafeInteger(length) || length < 1)
    throw new RangeError(`the length of cosformer is ${length}; give a positive integer`)
  const features = (rows: Real, x: Recorder) => {
    const [cos, sin] = turned(rows.shape[0], length, x)
    const positive = rows.maximum(0)
    return positive.mul(cos).concat(positive.mul(sin), -1)
  }
  return {
    name: `cosformer(M=${length})`,
    dimension: (width) => 2 * width,
    positions: true,
    define: { queries: features, keys: features },
    compute(rows, x) {
      const n = rows.shape[0]
      const angles = x.constant(span(0, n)).mul(quarterTurn(x).div(length)).reshape([n, 1])
      return rows.relu().mul(angles.sin()).concat(rows.relu().mul(angles.cos()), 1)
    },
    multiple: (rows, t) => rows.mul(t.exp()),
  }
}
