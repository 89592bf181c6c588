import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Attention } from '../../attention/attention.ts'
import { rootLambda, selfAttentionMatrix, stackedCopies, type DrawnSelfAttentionData } from './seed-data.ts'

/** What a network is given that the one of the definition has not. */
export interface ChangedNetwork {
  /** A factor on the logits. */
  readonly scale?: Real | undefined
  /** A_3 [n, d] made from A. */
  readonly values?: ((matrix: Real) => Real) | undefined
}

/**
 * The pre-activations ⟨c(A, x)_i, y_j⟩ [r, m] of the network by its definition (reconstructed, arXiv 2310.11685): logits
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

/** The weight [r, 1] that the rows put on the needle's token; `own` [r, 1] is 1 for the needle's row, 0 for others. */
export type NeedleWeight = (data: DrawnSelfAttentionData, own: Real, x: Recorder) => Real

/** w* = 1/(1 + (n-1) n^(-a(1+a))) in the needle's row, w_o = 1/(1 + (n-1) n^(-a)) in the others. */
export const softmaxWeight: NeedleWeight = ({ n, a }, own, x) => {
  const power = x.constant(n).log().mul(a).mul(own.mul(a).add(1))
  return x.constant(1).div(
    power
      .neg()
      .exp()
      .mul(n - 1)
      .add(1),
  )
}

/** (1 + a)/(n + a) in every row. */
export const linearWeight: NeedleWeight = ({ n, a }, own) => own.mul(0).add(a.add(1).div(a.add(n)))

/**
 * √Λ h(w; y) [r, m], h(w; y) = w (a y_1 + b y_k) + b (1-w)(t S - y_k)/(n-1) + c y_d with k the identity column of the
 * needle's row and S = y_2 + … + y_(d-1): the closed form of `preactivations`.
 */
export function closedForm(
  data: DrawnSelfAttentionData,
  rows: Real,
  signs: Real,
  weight: NeedleWeight,
  x: Recorder,
): Real {
  const { n, d, a, b, c, needle } = data
  const w = weight(data, rows.matMul(needle), x)
  const inner = signs.gather(
    Array.from({ length: d - 2 }, (_, at) => 1 + at),
    1,
  )
  const column = (at: number) => signs.gather([at], 1).transpose()
  const yk = inner
    .matMul(stackedCopies(n, d - 2, x).transpose())
    .matMul(needle)
    .transpose()
  const others = inner
    .sum(1, true)
    .transpose()
    .mul(n / (d - 2))
    .sub(yk)
  const needlePart = w.matMul(column(0).mul(a).add(yk.mul(b)))
  const otherPart = w
    .neg()
    .add(1)
    .matMul(others.mul(b))
    .div(n - 1)
  return needlePart
    .add(otherPart)
    .add(column(d - 1).mul(c))
    .mul(rootLambda(n, x))
}
