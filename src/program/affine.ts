import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'

/**
 * The rows of an [n, d] array lie in no common hyperplane: the array with a column of ones appended has rank d + 1.
 *
 * @example
 * ```ts
 * spansAffinely(k).implies(k.rank().atLeast(k.shape[1]))
 * ```
 */
export function spansAffinely(rows: Real): Proposition {
  const ones = rows.gather([0], 1).mul(0).add(1)
  return rows
    .concat(ones, 1)
    .rank()
    .atLeast(rows.shape[1] + 1)
}

/**
 * The cross product of d - 1 vectors of d coordinates, given as rows [d - 1, d]: a row [1, d] at right angles to all of them,
 * which is 0 exactly where they are linearly dependent. Its entries are the minors, with alternating signs.
 *
 * @throws {RangeError} unless there is one row fewer than there are columns
 *
 * @example
 * ```ts
 * k.gather([0, 1]).matMul(crossProduct(k.gather([0, 1])).transpose()).equal(0).all()
 * ```
 */
export function crossProduct(rows: Real): Real {
  const [n, d] = rows.shape
  if (rows.shape.length !== 2 || n !== d - 1)
    throw new RangeError(`a cross product in ${d} dimensions needs ${d - 1} vectors, not ${n}`)
  return alternating(d, (j) => determinant(without(rows, j))).reduce((all, entry) => all.concat(entry, 1))
}

/** Of an [n, n] array, as [1, 1]: by the entries of the first row. */
function determinant(square: Real): Real {
  const n = square.shape[0]
  if (n === 1) return square
  const below = square.gather(others(n, 0))
  const terms = alternating(n, (j) =>
    square
      .gather([0])
      .gather([j], 1)
      .mul(determinant(without(below, j))),
  )
  return terms.reduce((sum, term) => sum.add(term))
}

const alternating = (many: number, term: (at: number) => Real) =>
  Array.from({ length: many }, (_, j) => (j % 2 === 0 ? term(j) : term(j).neg()))
const others = (many: number, but: number) =>
  Array.from({ length: many - 1 }, (_, i) => i + (i < but ? 0 : 1))
const without = (rows: Real, column: number) => rows.gather(others(rows.shape[1], column), 1)
