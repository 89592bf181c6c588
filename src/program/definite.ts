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
  pivotsOf(a)
    .map((pivot) => pivot.greater(0).all())
    .reduce((all, next) => all.and(next))

/**
 * The pivots of A + Aᵀ, each of shape [1, 1], without an exchange of rows. Those after one that is 0 do not exist.
 *
 * @throws {RangeError} for anything but one square matrix of at least one row
 */
function pivotsOf(a: Real): readonly Real[] {
  demandSquare(a)
  const pivots: Real[] = []
  let left = a.add(a.transpose())
  for (let n = a.shape[0]; n > 0; n--) {
    const rest = Array.from({ length: n - 1 }, (_, i) => i + 1)
    const [first, below] = [left.gather([0]), left.gather(rest)]
    const pivot = first.gather([0], 1)
    pivots.push(pivot)
    if (n === 1) break
    const [column, row] = [below.gather([0], 1), first.gather(rest, 1)]
    left = below.gather(rest, 1).sub(column.mul(row).div(pivot))
  }
  return pivots
}
