import { positiveDefinite, positiveSemidefinite } from './definite.ts'
import type { Proposition } from './proposition.ts'
import { constant, type Operand, type Real } from './real.ts'
import { demandSquare, identityMatrix } from './square-matrix.ts'
import { inWords } from './shape.ts'

/** An extreme eigenvalue or singular value: a number that is compared, and never computed. */
export interface Extreme {
  /** It is < c. @throws {RangeError} unless c is one number */
  less(c: Operand): Proposition
  /** It is ≤ c. @throws {RangeError} unless c is one number */
  atMost(c: Operand): Proposition
  /** It is > c. @throws {RangeError} unless c is one number */
  greater(c: Operand): Proposition
  /** It is ≥ c. @throws {RangeError} unless c is one number */
  greaterEqual(c: Operand): Proposition
}

/** From what < and ≤ are; of a matrix with an entry that is anything, nothing. */
function extreme(a: Real, less: (c: Real) => Proposition, atMost: (c: Real) => Proposition): Extreme {
  const one = (c: Operand): Real => {
    const number = typeof c === 'number' ? constant(a.tape, c) : c
    if (number.shape.some((extent) => extent !== 1))
      throw new RangeError(`an eigenvalue is compared with one number, not with ${inWords(number.shape)}`)
    return number.reshape([]).add(a.mul(0).sum())
  }
  return {
    less: (c) => less(one(c)),
    atMost: (c) => atMost(one(c)),
    greater: (c) => atMost(one(c)).not(),
    greaterEqual: (c) => less(one(c)).not(),
  }
}

/** cI. */
const times = (c: Real, n: number): Real => identityMatrix(c.tape, n).mul(c)

/**
 * The largest eigenvalue of a symmetric matrix; of any square matrix, that of (A + Aᵀ)/2. It is < c exactly when cI - A is
 * positive definite, and ≤ c when that is semidefinite, which exact numbers alone decide where they are equal.
 *
 * @param a [n, n]
 * @throws {RangeError} for anything but one square matrix of at least one row
 *
 * @example
 * ```ts
 * largestEigenvalue(q.matMul(q.transpose())).atMost(q.square().sum())
 * ```
 */
export function largestEigenvalue(a: Real): Extreme {
  const n = demandSquare(a)
  return extreme(
    a,
    (c) => positiveDefinite(times(c, n).sub(a)),
    (c) => positiveSemidefinite(times(c, n).sub(a)),
  )
}

/**
 * The smallest eigenvalue of a symmetric matrix, as `largestEigenvalue`: it is > c exactly when A - cI is positive definite.
 *
 * @param a [n, n]
 * @throws {RangeError} for anything but one square matrix of at least one row
 *
 * @example
 * ```ts
 * smallestEigenvalue(q.matMul(q.transpose())).greaterEqual(0)
 * ```
 */
export function smallestEigenvalue(a: Real): Extreme {
  const n = demandSquare(a)
  return extreme(
    a,
    (c) => positiveSemidefinite(a.sub(times(c, n))).not(),
    (c) => positiveDefinite(a.sub(times(c, n))).not(),
  )
}

/**
 * The largest singular value of a matrix, its spectral norm: the root of the largest eigenvalue of AᵀA, or of AAᵀ, whichever is
 * smaller. No root is taken.
 *
 * @param a [n, m]
 * @throws {RangeError} for anything but one matrix with entries
 *
 * @example
 * ```ts
 * largestSingularValue(k).atMost(k.square().sum().sqrt())
 * ```
 */
export function largestSingularValue(a: Real): Extreme {
  const largest = largestEigenvalue(gram(a))
  return extreme(
    a,
    (c) => c.greater(0).and(largest.less(c.square())),
    (c) => c.greaterEqual(0).and(largest.atMost(c.square())),
  )
}

/**
 * The smallest of the min(n, m) singular values of a matrix, which is 0 unless its rank is full: the root of the smallest
 * eigenvalue of AᵀA, or of AAᵀ, whichever is smaller.
 *
 * @param a [n, m]
 * @throws {RangeError} for anything but one matrix with entries
 *
 * @example
 * ```ts
 * smallestSingularValue(k).atMost(k.square().sum().sqrt())
 * ```
 */
export function smallestSingularValue(a: Real): Extreme {
  const smallest = smallestEigenvalue(gram(a))
  return extreme(
    a,
    (c) => c.greater(0).and(smallest.less(c.square())),
    (c) => c.greaterEqual(0).and(smallest.atMost(c.square())),
  )
}

function gram(a: Real): Real {
  const [n, m] = a.shape
  if (a.shape.length !== 2 || n === 0 || m === 0)
    throw new RangeError(`${inWords(a.shape)} has no singular values`)
  return m <= n ? a.transpose().matMul(a) : a.matMul(a.transpose())
}
