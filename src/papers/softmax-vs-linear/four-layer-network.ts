import type { Attention } from '../../attention/attention.ts'
import type { Predicate } from '../../claim/claim.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { crossAttention, type CrossAttentionData } from './cross-attention-data.ts'
import type { Ratio } from './parameters.ts'
import { rootLambda, selfAttentionMatrix, selfAttentionRowSums, type SelfAttentionData } from './seed-data.ts'

/**
 * The contexts c(A, x)_j0 = A^T f_j0 of the network with X = W_Q W_K^T all ones (reconstructed from `SEED_PAPER`),
 * as an array [2, d]: of the needle's row and of another one.
 *
 * With X = 1 1^T the logits are r_i r_j, r the row sums of A, which are equal for all rows but the needle's. So
 * these two rows are all the different ones there are; the network's n rows repeat the second n - 1 times.
 */
export function contexts(data: SelfAttentionData, attention: Attention, x: Recorder): Real {
  const matrix = selfAttentionMatrix(data, x)
  const sums = selfAttentionRowSums(data, x)
  const other = data.needle === 0 ? 1 : 0
  return attention.output({ q: sums.gather([data.needle, other]), k: sums, v: matrix })
}

/** The weight [1, 1] that a row of the network puts on the needle, by default the needle's own. */
export function weightOfNeedle(
  data: SelfAttentionData,
  attention: Attention,
  x: Recorder,
  row = data.needle,
): Real {
  const sums = selfAttentionRowSums(data, x)
  return attention.weights({ q: sums.gather([row]), k: sums }).gather([data.needle], 1)
}

/** τ = (c + θ) √Λ. */
export const threshold = (n: number, c: Ratio, theta: Ratio, x: Recorder): Real =>
  x
    .rational(...c)
    .add(x.rational(...theta))
    .mul(rootLambda(n, x))

/** F(A, x, y) > 0 for the neurons' sign vectors `y` [m, d]: some pre-activation exceeds τ in some row. */
export const firesOn =
  (data: SelfAttentionData, theta: Ratio = [1, 10]): Predicate<'y'> =>
  ({ y }, attention, x) => {
    const preactivations = contexts(data, attention, x).matMul(y.transpose())
    return threshold(data.n, data.c, theta, x).less(preactivations).any()
  }

/** F(A_1, A_2, A_3, x, y) > 0 for replacement R2, whose threshold is τ = θ: some pre-activation exceeds θ. */
export const firesAcrossOn =
  (data: CrossAttentionData, theta: Ratio = [1, 2]): Predicate<'y'> =>
  ({ y }, attention, x) => {
    const preactivations = attention.output(crossAttention(data, x)).matMul(y.transpose())
    return x
      .rational(...theta)
      .less(preactivations)
      .any()
  }
