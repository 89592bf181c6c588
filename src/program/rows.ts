import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { span } from './span.ts'

/**
 * The rows of an array, one after another, each an array with one row.
 *
 * @example
 * ```ts
 * stacked(rowsOf(k).map((key) => key.mul(2))).equal(k.mul(2)).all()
 * ```
 */
export const rowsOf = (of: Real): Real[] => span(0, of.shape[0]).map((row) => of.gather([row]))

/**
 * The entries of several arrays, one array after another along an axis.
 *
 * @throws {RangeError} for no array, or when shapes do not fit
 *
 * @example
 * ```ts
 * stacked(rowsOf(k)).equal(k).all()
 * ```
 */
export function stacked(arrays: readonly Real[], axis = 0): Real {
  if (arrays.length === 0) throw new RangeError('stacked needs one array or more, and got none')
  return arrays.reduce((above, next) => above.concat(next, axis))
}

/**
 * All rows of an array are equal to its first one.
 *
 * @example
 * ```ts
 * equalRows(k)
 * ```
 */
export const equalRows = (of: Real): Proposition => of.equal(of.gather([0])).all()

/**
 * What is positive, divided by its sums along an axis: weights of a kernel that is said by its values.
 *
 * @example
 * ```ts
 * shares(scoresOf({ q, k }).exp()).equal(attention.weights({ q, k })).all()
 * ```
 */
export const shares = (of: Real, axis = -1): Real => of.div(of.sum(axis, true))
