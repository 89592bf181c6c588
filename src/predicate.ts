import type { Proposition } from './program/proposition.ts'
import type { Rank } from './program/rank.ts'
import { constant, type Operand, type Real } from './program/real.ts'
import type { Recorder } from './program/recorder.ts'

/** a exactly when b. */
export const iff = (a: Proposition, b: Proposition): Proposition => a.iff(b)
/** If a then b. */
export const implies = (a: Proposition, b: Proposition): Proposition => a.implies(b)
export const not = (a: Proposition): Proposition => a.not()
export const and = (first: Proposition, ...rest: Proposition[]): Proposition =>
  rest.reduce((a, b) => a.and(b), first)
export const or = (first: Proposition, ...rest: Proposition[]): Proposition =>
  rest.reduce((a, b) => a.or(b), first)

/**
 * The indices (i, j) of all pairs of different positions along the last axis, for `gather`. For many positions
 * `sameOrder` says the same of a whole row in n log n.
 */
export function pairs(of: Real): [number[], number[]] {
  const n = of.shape.at(-1) ?? 0
  const all = Array.from({ length: n * n }, (_, at) => [Math.floor(at / n), at % n])
  const different = all.filter(([i, j]) => i !== j)
  return [different.map(([i]) => i), different.map(([, j]) => j)]
}

/** The n×n identity matrix. */
export function eye(n: number, x: Recorder): Real {
  return x.constant(
    Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0)),
    [n, n],
  )
}

/** tanh, by exponentials: (1 - e^-2x)/(1 + e^-2x). */
export function tanh(of: Real): Real {
  const decay = of.mul(-2).exp()
  return decay.neg().add(1).div(decay.add(1))
}

/** Both ranks are the same number. */
export const sameRank = (a: Rank, b: Rank): Proposition => a.atMost(b).and(b.atMost(a))

/** Largest minus smallest entry along an axis. */
export const range = (of: Real, axis = -1): Real => of.max(axis).sub(of.min(axis))

/** Entries along the last axis lie more than 1 apart. */
export const apart = (of: Real, x: Recorder): Proposition => x.constant(1).less(range(of)).all()

/** Each entry lies between two numbers, or is one of them. */
export const between = (least: Operand, of: Real, most: Operand): Proposition =>
  of.greaterEqual(least).and(of.atMost(most))

/**
 * The Kullback-Leibler divergence, in nats, of a softmax over the last axis from the uniform distribution, ln n - H(p):
 * ln n - ln Σ e^(s-c) + Σ p (s-c), for every c.
 *
 * @param weights p; their logarithms are taken from the scores, since a weight may have underflowed
 */
export function divergenceFromUniform(weights: Real, scores: Real): Real {
  const below = scores.belowMax(-1)
  const entropy = below.exp().sum(-1).log().sub(weights.mul(below).sum(-1))
  return constant(scores.tape, scores.shape.at(-1)!).log().sub(entropy)
}

/** Half the sum of absolute differences along the last axis: the total variation distance of two distributions. */
export const totalVariation = (a: Real, b: Real): Real => a.sub(b).abs().sum(-1).div(2)

/**
 * The least-squares slope of ln y against ln x, for quantities y along the last axis and positive numbers x: a fixed
 * linear combination of the logarithms, so that it is a Real like any other.
 */
export function logLogSlope(quantities: Real, at: readonly number[], x: Recorder): Real {
  const logs = at.map(Math.log)
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length
  const spread = logs.reduce((sum, l) => sum + (l - mean) ** 2, 0)
  return quantities
    .log()
    .mul(x.constant(logs.map((l) => (l - mean) / spread)))
    .sum(-1)
}
