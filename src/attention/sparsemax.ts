import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { span } from '../program/span.ts'
import { fromWeights, type Subject } from './attention.ts'
import { checkScale, scaled, type Scale } from './scale.ts'
import { checkOptions, namedParts } from './subject-options.ts'

/**
 * The sums of the k largest entries of each row, k = 1 … n: the least of k·t + Σ max(z_j - t, 0) over t, which is convex
 * in t, has its corners at the entries and slopes from k - n to k. [rows, n] → [rows, n].
 */
function sumsOfLargest(z: Real, x: Recorder): Real {
  const [rows, n] = z.shape
  const above = z
    .reshape([rows, 1, n])
    .sub(z.reshape([rows, n, 1]))
    .maximum(0)
    .sum(-1)
  const counts = x.constant(
    span(0, n).map((k) => k + 1),
    [1, n, 1],
  )
  return z
    .reshape([rows, 1, n])
    .mul(counts)
    .add(above.reshape([rows, 1, n]))
    .min(-1)
}

/** Each row in descending order, by comparing neighbours n times over. */
function sorted(z: Real): Real {
  const n = z.shape[1]
  let row = z
  for (let round = 0; round < n; round++) {
    const partner = span(0, n).map((i) => {
      const other = (i + round) % 2 === 0 ? i + 1 : i - 1
      return other < 0 || other >= n ? i : other
    })
    const others = row.gather(partner, 1)
    // The larger of both goes to the left place; who has no partner stays.
    const both = row.maximum(others).concat(row.minimum(others), 1)
    row = both.gather(
      partner.map((other, i) => (i <= other ? i : n + i)),
      1,
    )
  }
  return row
}

/**
 * Sparsemax attention: each row of scores projected onto the distributions, max(s - τ, 0) with the τ that makes the sum
 * 1 (Martins and Astudillo, arXiv 1602.02068). No set S of keys has Σ_S (s_j - τ) > 1, and those above τ reach it; so τ
 * is the largest of (sum of the k largest scores - 1)/k, over all k, without a branch.
 *
 * The implementation sorts the scores; the definition takes the sums of the largest ones without an order. It compares
 * each score with itself too, so that what is said of its `derivative` is undecided.
 *
 * @throws {RangeError} when there is no such scale or option
 *
 * @example
 * ```ts
 * sparsemaxAttention({ scale: 4 })
 * ```
 */
export function sparsemaxAttention(options: { readonly scale?: Scale } = {}): Subject {
  checkOptions(options, ['scale'], 'sparsemax attention')
  const { scale = 'none' } = options
  checkScale(scale)
  const parts = namedParts(scale, 'none')
  return {
    name: parts.length === 0 ? 'sparsemax' : `sparsemax(${parts.join(', ')})`,
    definition: (x) =>
      fromWeights(({ q, k }) => {
        const z = scaled(q.matMul(k.transpose()), scale, k.shape[1], x)
        const counts = x.constant(span(0, k.shape[0]).map((at) => at + 1))
        const threshold = sumsOfLargest(z, x).sub(1).div(counts).max(-1, true)
        return z.sub(threshold).maximum(0)
      }),
    implementation: (x) =>
      fromWeights(({ q, k }) => {
        const n = k.shape[0]
        const scores = scaled(q, scale, k.shape[1], x).matMul(k.transpose())
        const below = scores.sub(scores.max(1, true))
        const upper = span(0, n * n).map((at) => (Math.floor(at / n) <= at % n ? 1 : 0))
        const sums = sorted(below).matMul(x.constant(upper, [n, n]))
        const thresholds = sums.sub(1).div(x.constant(span(0, n).map((at) => 1 + at)))
        return below.sub(thresholds.max(1, true)).relu()
      }),
  }
}
