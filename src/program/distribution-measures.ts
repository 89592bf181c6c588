import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { inWords, sameShape } from './shape.ts'

/**
 * The Shannon entropy, in nats, of a distribution along the last axis: -Σ p ln p. Where an entry can be 0, anything.
 *
 * @example
 * ```ts
 * entropy(attention.weights({ q, k })).atMost(Math.log(k.shape[0]) + 1)
 * ```
 */
export const entropy = (of: Real): Real => of.mul(of.log()).sum(-1).neg()

/**
 * A distribution [1, n] majorises another [1, n]: for each k, its k largest entries have at least the sum of the other's
 * k largest (Marshall and Olkin, Inequalities: Theory of Majorization and Its Applications).
 *
 * Said without sorting: Σ (p_i - t)⁺ ≥ Σ (p'_i - t)⁺ at each t = p_j. Between neighbouring p_j the left side is linear
 * and the right one convex, so that these t stand for all. As both sum to 1, it is the same with (t - p_i)⁺, and either
 * is enough: at the largest entry the first has zeros on both sides, at the smallest the second.
 *
 * @throws {RangeError} unless both are one row of as many entries
 *
 * @example
 * ```ts
 * majorises(attention.weights({ q: q.gather([0]).mul(2), k }), attention.weights({ q: q.gather([0]), k }))
 * ```
 */
export function majorises(p: Real, other: Real): Proposition {
  if (p.shape.length !== 2 || p.shape[0] !== 1 || !sameShape(p.shape, other.shape))
    throw new RangeError(
      `a row [1, n] majorises another one, and these are ${inWords(p.shape)} and ${inWords(other.shape)}`,
    )
  const at = p.transpose()
  const above = (of: Real) => of.sub(at).relu().sum(-1)
  const below = (of: Real) => at.sub(of).relu().sum(-1)
  return above(p)
    .greaterEqual(above(other))
    .or(below(p).greaterEqual(below(other)))
    .all()
}
