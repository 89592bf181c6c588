import { expect, test } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { RowSorter } from './row-sorter.ts'

const draws = new Draws({ nextInt: () => 12345 })
const AWKWARD = [0, -0, 1, -1, 2 ** -149, -(2 ** -149), 3.4e38, -3.4e38, Infinity, -Infinity]

test.each([1, 2, 3, 16, 40, 41, 128, 1000])(
  'sorts rows of %i as numbers compare, and keeps ties in place',
  (n) => {
    const sorted = new RowSorter(n)
    for (let trial = 0; trial < 200; trial++) {
      const values = Float32Array.from({ length: n + 3 }, () =>
        draws.bits() & 1 ? AWKWARD[draws.below(AWKWARD.length)] : draws.normal() * 2 ** (draws.bits() & 15),
      )
      const row = values.subarray(3)
      sorted.sort(new Int32Array(values.buffer), 3)
      const expected = Array.from(row.keys())
      expected.sort((i, j) => (row[i] < row[j] ? -1 : row[i] > row[j] ? 1 : i - j))
      expect([...sorted.order]).toEqual(expected)
    }
  },
)

test('a row that is too long is refused', () => {
  expect(() => new RowSorter(2 ** 20 + 1)).toThrow(/too long/)
})
