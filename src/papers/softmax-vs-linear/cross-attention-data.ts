import type { QueriesAndKeys, QueriesKeysAndValues } from '../../attention/attention.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { stackedCopies, unitColumn } from './indicators.ts'
import { demand, isSize, isWhole, needleConstraints, type Ratio } from './parameters.ts'
import { rootLambda } from './seed-data.ts'

/**
 * Replacement R2 for the cross-attention data sets of `SEED_PAPER`, whose parameters have to be
 * taken from the paper. One triple A_1, A_2, A_3, each [n, d], with Λ = ln n: every row of A_1 sums to √Λ; A_2 has a
 * constant column c √Λ, first column a √Λ e_j3 and zeros elsewhere; A_3 is t = n/d stacked copies of the identity.
 */
export interface CrossAttentionData {
  readonly n: number
  readonly d: number
  readonly a: Ratio
  /** 0 leaves the needle's the only key that is not zero. */
  readonly c: Ratio
  /** The needle's row in A_2, counted from 0. */
  readonly needle: number
}

/**
 * What attention makes the context of, with X all ones: logits A_1 X A_2ᵀ = (A_1 1)(A_2 1)ᵀ, so keys [n, 1] are the row
 * sums of A_2, and as all rows of A_1 have the same sum, one query [1, 1] stands for all n. Values [n, d] are A_3.
 *
 * @throws {RangeError} naming the constraint that the parameters break.
 */
export function crossAttention(data: CrossAttentionData, x: Recorder): QueriesKeysAndValues {
  const { n, d, a, c, needle } = data
  demand('cross-attention data', [
    [isWhole(d, 2), `d ≥ 2 is needed, d = ${d}`],
    [isWhole(n, 2), `n ≥ 2 is needed, n = ${n}`],
    [n % d === 0, `n must be a multiple of d, n = ${n}, d = ${d}`],
    ...needleConstraints(data),
    [isSize(c), `c ≥ 0, c = ${c.join('/')}`],
    [a[0] !== 0 || c[0] !== 0, 'a and c are not both 0, or every score is 0'],
  ])
  const atNeedle = unitColumn(n, needle, x)
  const { q, k } = crossQueryAndKeys({ n, a: x.rational(...a), c: x.rational(...c), needle: atNeedle }, x)
  return { q, k, v: stackedCopies(n, d, x) }
}

/** The query and the keys of `crossAttention` for scalars a, c of their own in every lane, and e_j3 [n, 1]. */
export function crossQueryAndKeys(
  { n, a, c, needle }: { readonly n: number; readonly a: Real; readonly c: Real; readonly needle: Real },
  x: Recorder,
): QueriesAndKeys {
  const root = rootLambda(n, x)
  return { q: root.reshape([1, 1]), k: needle.mul(a.mul(root)).add(c.mul(root)) }
}
