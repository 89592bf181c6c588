import type { Predicate } from '../../claim/claim.ts'
import { arrays, gaussian, signs } from '../../generate/generate.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { crossAttention, type CrossAttentionData } from './cross-attention-data.ts'
import type { Ratio } from './parameters.ts'
import { rootLambda } from './seed-data.ts'

/** The signs `y` [m, d] of m neurons of width d, and `free` [n, d], from which the rows of A_1 are made. */
export const crossNetworks = (n: number, d: number, m: number) =>
  arrays({
    dims: { tokens: [n], neurons: [m], width: [d] },
    arrays: { y: ['neurons', 'width'], free: ['tokens', 'width'] },
    from: { y: signs, free: gaussian(1) },
    fixed: ['y'],
  })

/** A_1 [n, d]: the rows of `free`, each shifted so that it sums to `sum`. */
export function rowsOfSum(sum: Real, free: Real): Real {
  const gap = sum.sub(free.sum(1, true))
  return free.add(gap.div(free.shape[1]))
}

/**
 * The contexts [n, d] of replacement R2 for a matrix A_1 [n, d], by their definition: logits A_1 X A_2ᵀ with X all ones;
 * A_2 has first column a √Λ e_j3, last column c √Λ and zeros elsewhere; A_3 is stacked identities.
 */
export function crossContexts(
  data: CrossAttentionData,
  a1: Real,
  attention: Parameters<Predicate>[1],
  x: Recorder,
): Real {
  const { n, d, needle } = data
  const root = rootLambda(n, x)
  const column = (one: (row: number) => boolean, size: Ratio): Real =>
    x
      .constant(
        Float64Array.from({ length: n }, (_, row) => (one(row) ? 1 : 0)),
        [n, 1],
      )
      .mul(root.mul(x.rational(...size)))
  const a2 = column((row) => row === needle, data.a)
    .concat(x.constant(0, [n, d - 2]), 1)
    .concat(
      column(() => true, data.c),
      1,
    )
  const ones = x.constant(new Float64Array(d * d).fill(1), [d, d])
  return attention.output({ q: a1.matMul(ones), k: a2, v: crossAttention(data, x).v })
}

/** F(A_1, A_2, A_3, x, y) > 0 with threshold τ = θ: in some row some neuron's pre-activation exceeds θ. */
export const crossNetworkFires =
  (
    data: CrossAttentionData,
    theta: Ratio,
    sumOfRows = (x: Recorder): Real => rootLambda(data.n, x),
  ): Predicate<'y' | 'free'> =>
  ({ y, free }, attention, x) =>
    x
      .rational(...theta)
      .less(crossContexts(data, rowsOfSum(sumOfRows(x), free), attention, x).matMul(y.transpose()))
      .any()
