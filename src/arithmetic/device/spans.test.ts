import { expect, test } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { kernels } from '../simd/kernels.ts'
import { spansOf, spansOneByOne } from './spans.ts'

const draws = new Draws({ nextInt: () => 54321 })
const FINITE = [0, -0, 1, -1, 2 ** -149, -(2 ** -149), 3.4e38, -3.4e38]
const ANY = [...FINITE, Infinity, -Infinity, NaN]

const numbers = (length: number, awkward: readonly number[], share: number) =>
  Float32Array.from({ length }, () =>
    draws.uniform() < share ? awkward[draws.below(awkward.length)]! : draws.normal() * 2 ** draws.below(16),
  )

test('the kernels work here', () => expect(kernels()).toBeDefined())

test.each([
  [1, 1, 4],
  [7, 1, 8],
  [7, 16, 8],
  [1000, 3, 12],
  [3000, 16, 8],
  [3, 1, 5],
  [5, 2, 6],
  [2, 1, 70_000],
])(
  'spans of %i lanes of %i vectors of %i numbers are the same in vectors, to the bit',
  (lanes, rows, width) => {
    for (const [awkward, share] of [
      [FINITE, 0],
      [FINITE, 0.2],
      [[0, -0], 1],
      [ANY, 0.02],
      [ANY, 0.5],
    ] as const) {
      const data = numbers(lanes * rows * width, awkward, share)
      const expected = {
        lo: new Float64Array(lanes),
        hi: new Float64Array(lanes),
        norm: new Float64Array(lanes),
      }
      spansOneByOne(data, width, expected)
      const { lo, hi, norm } = spansOf(data, lanes, width)
      // `toEqual` tells -0 from 0.
      expect([...lo]).toEqual([...expected.lo])
      expect([...hi]).toEqual([...expected.hi])
      expect([...norm]).toEqual([...expected.norm])
    }
  },
)

test('one NaN among numbers makes a lane unknown, wherever it is', () => {
  for (let at = 0; at < 16; at++) {
    const data = numbers(16, FINITE, 0)
    data[at] = NaN
    for (const width of [4, 8, 2]) expect(spansOf(data, 1, width).norm[0]).toBeNaN()
  }
})
