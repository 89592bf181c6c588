import { demandSquare } from './square-matrix.ts'
import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'

/**
 * xᵀAx > 0 for every x that is not 0; for a symmetric matrix, that all its eigenvalues are positive. Of any square matrix it
 * is the symmetric part (A + Aᵀ)/2 that counts.
 *
 * True exactly when the pivots of A + Aᵀ = L D Lᵀ are positive (G. H. Golub and C. F. Van Loan, *Matrix Computations*, section
 * 4.2.3): a pivot that is not makes it false, whether or not there are others after it. So it is made of the four operations,
 * and exact for what is rational.
 *
 * @param a [n, n]
 * @throws {RangeError} for anything but one square matrix of at least one row
 *
 * @example
 * ```ts
 * positiveDefinite(k.transpose().matMul(k).add(eye(k.shape[1], x)))
 * ```
 */
export const positiveDefinite = (a: Real): Proposition =>
  eliminated(a)
    .map(({ pivot }) => pivot.greater(0).all())
    .reduce((all, next) => all.and(next))

/**
 * xᵀAx ≥ 0 for every x; for a symmetric matrix, that no eigenvalue is negative. Of any square matrix it is the symmetric part
 * that counts.
 *
 * By the same elimination: true exactly when no pivot is negative, and the row of each that is 0 is 0, which is then left out. A
 * matrix with an eigenvalue 0 is decided in exact numbers only.
 *
 * @param a [n, n]
 * @throws {RangeError} for anything but one square matrix of at least one row
 *
 * @example
 * ```ts
 * positiveSemidefinite(k.matMul(k.transpose()))
 * ```
 */
export const positiveSemidefinite = (a: Real): Proposition =>
  eliminated(a)
    .map(({ pivot, row }) => {
      const regular = pivot.greater(0).all()
      return pivot
        .greaterEqual(0)
        .all()
        .and(row ? regular.or(row.equal(0).all()) : regular.or(pivot.equal(0).all()))
    })
    .reduce((all, next) => all.and(next))

/** A step of the elimination: a pivot [1, 1], and what stands behind it in its row, where something does. */
interface Eliminated {
  readonly pivot: Real
  readonly row: Real | undefined
}

/**
 * A + Aᵀ by elimination without an exchange of rows. With a pivot that is not positive nothing is subtracted.
 *
 * @throws {RangeError} for anything but one square matrix of at least one row
 */
function eliminated(a: Real): readonly Eliminated[] {
  demandSquare(a)
  const found: Eliminated[] = []
  // With an entry that is anything no pivot says something of the matrix, not even one before it.
  let left = a.add(a.transpose()).add(a.mul(0).sum())
  for (let n = a.shape[0]; n > 1; n--) {
    const rest = Array.from({ length: n - 1 }, (_, i) => i + 1)
    const [first, below] = [left.gather([0]), left.gather(rest)]
    const pivot = first.gather([0], 1)
    const [column, row] = [below.gather([0], 1), first.gather(rest, 1)]
    found.push({ pivot, row })
    left = below.gather(rest, 1).sub(column.mul(row).div(pivot).wherePositive(pivot))
  }
  return [...found, { pivot: left, row: undefined }]
}
