/**
 * What predicates are made of beside the methods of `Real` and `Proposition`.
 *
 * @module attention-assay/predicate
 */
import type { Proposition } from './program/proposition.ts'
import type { Rank } from './program/rank.ts'
import { constant, type Operand, type Real } from './program/real.ts'
import type { Recorder } from './program/recorder.ts'
import { identityMatrix } from './program/square-matrix.ts'

export { positiveDefinite, positiveSemidefinite } from './program/definite.ts'
export {
  largestEigenvalue,
  largestSingularValue,
  smallestEigenvalue,
  smallestSingularValue,
  type Extreme,
} from './program/spectral.ts'
export { derivative, jacobian } from './program/derivative.ts'
export { span } from './program/span.ts'
export { where } from './program/where.ts'

export { allAtMost, allEqual, and, iff, implies, not, or } from './program/connectives.ts'
export { distinctRows } from './program/distinct-rows.ts'
export { equalRows, rowsOf, shares, stacked } from './program/rows.ts'
export { entropy, majorises } from './program/distribution-measures.ts'
export { crossProduct, spansAffinely } from './program/affine.ts'

/**
 * The indices (i, j) of all pairs of different positions along the last axis, for `gather`. For many positions
 * `sameOrder` says the same of a whole row in n log n.
 *
 * @example
 * ```ts
 * s.gather(pairs(s)[0], -1).less(s.gather(pairs(s)[1], -1))
 * ```
 */
export function pairs(of: Real): [number[], number[]] {
  const n = of.shape.at(-1) ?? 0
  const all = Array.from({ length: n * n }, (_, at) => [Math.floor(at / n), at % n])
  const different = all.filter(([i, j]) => i !== j)
  return [different.map(([i]) => i), different.map(([, j]) => j)]
}

/**
 * All tuples of some entries, the last one changing fastest: the outcomes of independent draws, or the words over an alphabet.
 * What is said of each stands in a program as constants.
 *
 * @example
 * ```ts
 * x.constant(tuples([-1, 1], 3).flat(), [8, 3]).sum(0).equal(0)
 * ```
 */
export const tuples = <T>(entries: readonly T[], length: number): T[][] =>
  length === 0 ? [[]] : tuples(entries, length - 1).flatMap((some) => entries.map((one) => [...some, one]))

/**
 * The matrix [d, d] that reflects rows at the hyperplane at right angles to a row u [1, d]: I - 2uᵀu/|u|² (Householder). It is
 * orthogonal, exactly, and rational where u is. That u is not 0 becomes a hypothesis of the case.
 *
 * @example
 * ```ts
 * q.gather([0]).matMul(reflection(q.gather([0]), x)).equal(q.gather([0]).neg()).all()
 * ```
 */
export function reflection(u: Real, x: Recorder): Real {
  const square = u.matMul(u.transpose())
  x.assume(square.greater(0).all())
  return eye(u.shape[1], x).sub(u.transpose().matMul(u).mul(2).div(square))
}

/**
 * The n×n identity matrix. With it for the keys, scores `s` [rows, n] are fed to a subject, which multiplies queries and
 * keys: s·I = s.
 *
 * @example
 * ```ts
 * attention.weights({ q: s, k: eye(s.shape[1], x) }).greater(0)
 * ```
 */
export const eye = (n: number, x: Recorder): Real => identityMatrix(x.tape, n)

/**
 * Scores `s` [rows, n] as queries, with the identity matrix for keys: q·k is s, for a subject that multiplies them.
 *
 * @example
 * ```ts
 * attention.weights(asScores(s, x)).greater(0)
 * ```
 */
export const asScores = (s: Real, x: Recorder): Readonly<Record<'q' | 'k', Real>> => ({
  q: s,
  k: eye(s.shape[1], x),
})

/**
 * The scores q·k of queries and keys, [queries, keys].
 *
 * @example
 * ```ts
 * scoresOf({ q, k }).sameOrder(attention.weights({ q, k }))
 * ```
 */
export const scoresOf = ({ q, k }: Readonly<Record<'q' | 'k', Real>>): Real => q.matMul(k.transpose())

/**
 * tanh, by exponentials: (1 - e^-2x)/(1 + e^-2x). The method `tanh` is the engine's own.
 *
 * @example
 * ```ts
 * tanh(q).atMost(1)
 * ```
 */
export function tanh(of: Real): Real {
  const decay = of.mul(-2).exp()
  return decay.neg().add(1).div(decay.add(1))
}

/**
 * Both ranks are the same number.
 *
 * @example
 * ```ts
 * sameRank(k.rank(), k.transpose().rank())
 * ```
 */
export const sameRank = (a: Rank, b: Rank): Proposition => a.atMost(b).and(b.atMost(a))

/**
 * Largest minus smallest entry along an axis.
 *
 * @example
 * ```ts
 * range(s).atMost(10)
 * ```
 */
export const range = (of: Real, axis = -1): Real => of.max(axis).sub(of.min(axis))

/**
 * Entries along the last axis lie more than 1 apart.
 *
 * @example
 * ```ts
 * apart(q.matMul(k.transpose()), x)
 * ```
 */
export const apart = (of: Real, x: Recorder): Proposition => x.constant(1).less(range(of)).all()

/**
 * Each entry lies between two numbers, or is one of them.
 *
 * @example
 * ```ts
 * between(0, attention.weights({ q, k }), 1)
 * ```
 */
export const between = (least: Operand, of: Real, most: Operand): Proposition =>
  of.greaterEqual(least).and(of.atMost(most))

/**
 * The Kullback-Leibler divergence, in nats, of a softmax over the last axis from the uniform distribution, ln n - H(p):
 * ln n - ln Σ e^(s-c) + Σ p (s-c), for every c.
 *
 * @param weights p; their logarithms are taken from the scores, since a weight may have underflowed
 *
 * @example
 * ```ts
 * divergenceFromUniform(attention.weights({ q, k }), q.matMul(k.transpose())).greaterEqual(0)
 * ```
 */
export function divergenceFromUniform(weights: Real, scores: Real): Real {
  const below = scores.belowMax(-1)
  const entropy = below.exp().sum(-1).log().sub(weights.mul(below).sum(-1))
  return constant(scores.tape, scores.shape.at(-1)!).log().sub(entropy)
}

/**
 * Half the sum of absolute differences along the last axis: the total variation distance of two distributions.
 *
 * @example
 * ```ts
 * totalVariation(attention.weights({ q, k }), bind(softmax, x).weights({ q, k })).atMost(1)
 * ```
 */
export const totalVariation = (a: Real, b: Real): Real => a.sub(b).abs().sum(-1).div(2)

/**
 * The least-squares slope of ln y against ln x, for quantities y along the last axis and positive numbers x:
 * Σ (ln x_i - m) ln y_i / Σ (ln x_i - m)², where m is the mean of all ln x_i. Where all x are equal, anything.
 *
 * @example
 * ```ts
 * logLogSlope(x.constant([1, 4, 16]), [1, 2, 4], x).equal(2)
 * ```
 */
export function logLogSlope(quantities: Real, at: readonly number[], x: Recorder): Real {
  const logs = x.constant(at).log()
  const apart = logs.sub(logs.sum().div(at.length))
  return quantities.log().mul(apart).sum(-1).div(apart.square().sum())
}
