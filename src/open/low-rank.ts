import { Matrix, SVD } from 'ml-matrix'

/** A matrix [n, m] near another one, as a product of [n, k] and [k, m]: its rank is at most k whatever they hold. */
export interface LowRank {
  /** Row by row. */
  readonly left: readonly number[]
  /** Row by row. */
  readonly right: readonly number[]
  /** The singular values of the other one, the largest first, as float64 arithmetic gives them. */
  readonly singular: readonly number[]
}

/**
 * The nearest matrix of a rank in float64, by singular values. Nothing about it is certain but its rank.
 *
 * @param rows of the matrix
 *
 * @example
 * ```ts
 * import { nearestOfRank } from 'attention-assay/open'
 *
 * nearestOfRank([[1, 2], [2, 4.1]], 1)
 * ```
 */
export function nearestOfRank(rows: readonly (readonly number[])[], rank: number): LowRank {
  const matrix = new Matrix(rows.map((row) => [...row]))
  const svd = new SVD(matrix)
  const [u, v, singular] = [svd.leftSingularVectors, svd.rightSingularVectors, svd.diagonal]
  const indices = Array.from({ length: rank }, (_, i) => i)
  return {
    left: rows.flatMap((_, i) => indices.map((r) => u.get(i, r) * singular[r])),
    right: indices.flatMap((r) => Array.from({ length: matrix.columns }, (_, j) => v.get(j, r))),
    singular,
  }
}
