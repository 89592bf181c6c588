import { expect, test } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { bareissRank } from './bareiss.ts'
import { eliminatedRank } from './eliminated-rank.ts'

const around = (of: readonly number[], radius: number): [Float64Array, Float64Array] => [
  Float64Array.from(of, (x) => x - radius),
  Float64Array.from(of, (x) => x + radius),
]

test.each<[rank: number, name: string, of: number[], rows: number, radius: number]>([
  [2, 'regular', [1, 2, 3, 4], 2, 0],
  [1, 'of parallel rows', [1, 2, 2, 4], 2, 0],
  [0, 'of zeros', [0, 0, 0, 0], 2, 0],
  [2, 'of rows of very different size', [1e-200, 0, 1, 1e200], 2, 0],
  [2, 'with more rows than columns', [1, 2, 2, 4, 1, 0], 3, 0],
  [2, 'that may not be of a lower rank', [1, 2, 3, 4], 2, 0.1],
  [1, 'that may be of a lower rank', [1, 2, 3, 4], 2, 1],
  [0, 'that may be zero', [1, 2, 3, 4], 2, 5],
  [1, 'with what may be anything', [1, 2, NaN, 4], 2, 0],
  [0, 'that may be infinite', [Infinity, -Infinity, Infinity, Infinity], 2, 0],
])('the rank is at least %i of a matrix %s', (rank, _, of, rows, radius) => {
  const [lo, hi] = around(of, radius)
  expect(eliminatedRank(lo, hi, rows, of.length / rows)).toBe(rank)
})

test('it is never more than the rank of a matrix within', () => {
  const draws = new Draws({ nextInt: () => 1 })
  let found = 0
  for (let i = 0; i < 3000; i++) {
    const [rows, cols, inner] = [1 + draws.below(5), 1 + draws.below(5), 1 + draws.below(3)]
    const left = Array.from({ length: rows * inner }, () => draws.below(7) - 3)
    const right = Array.from({ length: inner * cols }, () => draws.below(7) - 3)
    const matrix = Array.from({ length: rows * cols }, (_, at) => {
      const [row, col] = [Math.floor(at / cols), at % cols]
      return left.slice(row * inner, (row + 1) * inner).reduce((s, x, k) => s + x * right[k * cols + col], 0)
    })
    const radius = draws.below(3) === 0 ? 0 : 2 ** -draws.below(20)
    const [lo, hi] = [
      Float64Array.from(matrix, (x) => x - radius * draws.uniform()),
      Float64Array.from(matrix, (x) => x + radius * draws.uniform()),
    ]
    const rank = bareissRank(matrix, rows, cols)
    const least = eliminatedRank(lo, hi, rows, cols)
    expect(least).toBeLessThanOrEqual(rank)
    if (least === rank) found++
  }
  // A limit of zero would hold as well.
  expect(found).toBeGreaterThan(1500)
})
