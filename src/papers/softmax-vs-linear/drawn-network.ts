import type { Attention } from '../../attention/attention.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { selfAttentionMatrix, type DrawnSelfAttentionData } from './seed-data.ts'

/** What a network is given that the one of the definition has not. */
export interface ChangedNetwork {
  /** A factor on the logits. */
  readonly scale?: Real | undefined
  /** A_3 [n, d] made from A. */
  readonly values?: ((matrix: Real) => Real) | undefined
}

/**
 * The pre-activations ⟨c(A, x)_i, y_j⟩ [r, m] of the network by its definition (reconstructed from `SEED_PAPER`): logits
 * A X Aᵀ = (A 1)(A 1)ᵀ, values A.
 *
 * @param rows one-hot rows [r, n]: the rows i of the network that are wanted
 * @param signs y_1, …, y_m [m, d]
 */
export function preactivations(
  data: DrawnSelfAttentionData,
  rows: Real,
  signs: Real,
  attention: Attention,
  x: Recorder,
  { scale, values = (matrix) => matrix }: ChangedNetwork = {},
): Real {
  const matrix = selfAttentionMatrix(data, x)
  const sums = matrix.sum(1, true)
  const queries = rows.matMul(sums)
  const q = scale ? queries.mul(scale) : queries
  return attention.output({ q, k: sums, v: values(matrix) }).matMul(signs.transpose())
}
