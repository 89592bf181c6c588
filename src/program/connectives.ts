import type { Proposition } from './proposition.ts'
import type { Operand, Real } from './real.ts'

/**
 * a exactly when b.
 *
 * @example
 * ```ts
 * iff(q.square().sum().equal(0), q.equal(0).all())
 * ```
 */
export const iff = (a: Proposition, b: Proposition): Proposition => a.iff(b)
/**
 * If a then b.
 *
 * @example
 * ```ts
 * implies(q.less(k.max()), q.less(k.max().add(1)))
 * ```
 */
export const implies = (a: Proposition, b: Proposition): Proposition => a.implies(b)
/**
 * Not a: of a comparison of numbers that exist, its opposite.
 *
 * @example
 * ```ts
 * not(q.equal(0).all())
 * ```
 */
export const not = (a: Proposition): Proposition => a.not()
/**
 * All of these, entry by entry.
 *
 * @throws {RangeError} for none
 *
 * @example
 * ```ts
 * and(k.greater(0), k.less(1), k.sum().equal(1))
 * ```
 */
export const and = (...all: Proposition[]): Proposition => joined('and', all)
/**
 * At least one of these, entry by entry.
 *
 * @throws {RangeError} for none
 *
 * @example
 * ```ts
 * or(k.greater(0), k.less(0))
 * ```
 */
export const or = (...some: Proposition[]): Proposition => joined('or', some)

function joined(by: 'and' | 'or', propositions: readonly Proposition[]): Proposition {
  if (propositions.length === 0) throw new RangeError(`${by} needs one proposition or more, and got none`)
  return propositions.reduce((a, b) => a[by](b))
}

/**
 * Two arrays are equal, entry by entry, as shapes broadcast.
 *
 * @example
 * ```ts
 * allEqual(attention.weights({ q, k }), attention.weights({ q: q.mul(2), k }))
 * ```
 */
export const allEqual = (a: Real, b: Operand): Proposition => a.equal(b).all()

/**
 * No entry is above that of the other array, as shapes broadcast.
 *
 * @example
 * ```ts
 * allAtMost(attention.weights({ q, k }).sum(-1), x.constant(1))
 * ```
 */
export const allAtMost = (a: Real, b: Operand): Proposition => a.atMost(b).all()
