import type { QueriesAndKeys, QueriesKeysAndValues } from '../../attention/attention.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { rootLambda, stackedCopies, type Ratio } from './seed-data.ts'

/**
 * Replacement R2 for the cross-attention data sets of Deng, Song, Zhou (arXiv 2310.11685), whose parameters have to be
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
  const { n, d, a, c, needle } = validated(data)
  const atNeedle = x.constant(
    Float64Array.from({ length: n }, (_, row) => (row === needle ? 1 : 0)),
    [n, 1],
  )
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

function validated(data: CrossAttentionData): CrossAttentionData {
  const { n, d, a, c, needle } = data
  const broken = (constraint: string) => new RangeError(`inadmissible cross-attention data: ${constraint}`)
  const size = ([numerator, denominator]: Ratio) => numerator / denominator
  if (!(Number.isInteger(d) && d >= 2)) throw broken(`d ≥ 2 is needed, d = ${d}`)
  if (!(Number.isInteger(n) && n >= 2)) throw broken(`n ≥ 2 is needed, n = ${n}`)
  if (n % d !== 0) throw broken(`n must be a multiple of d, n = ${n}, d = ${d}`)
  if (!(size(a) >= 0 && size(a) < Infinity)) throw broken(`a ≥ 0, a = ${a.join('/')}`)
  if (!(size(c) >= 0 && size(c) < Infinity)) throw broken(`c ≥ 0, c = ${c.join('/')}`)
  if (size(a) === 0 && size(c) === 0) throw broken('a and c are not both 0, or every score is 0')
  if (!(Number.isInteger(needle) && needle >= 0 && needle < n))
    throw broken(`the needle's row is 0 … n - 1, got ${needle}`)
  return data
}
