import { expect, test } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { kernels } from '../numbers/simd/kernels.ts'
import { blankSpans, spansOf, spansOneByOne } from './spans.ts'

const draws = new Draws({ nextInt: () => 54321 })
const FINITE = [0, -0, 1, -1, 2 ** -149, -(2 ** -149), 3.4e38, -3.4e38]
const ANY = [...FINITE, Infinity, -Infinity, NaN]

const numbers = (length: number, awkward: readonly number[], share: number) =>
  Float32Array.from({ length }, () =>
    draws.uniform() < share ? awkward[draws.below(awkward.length)] : draws.normal() * 2 ** draws.below(16),
  )

test('the kernels work here', () => expect(kernels()).toBeDefined())

/** Whether no vector of these is longer, exactly: every finite float32 number is a multiple of 2^-149. */
function limits(norm: number, data: Float32Array, width: number): boolean {
  const whole = (v: number): bigint => BigInt(Math.floor(v * 2 ** 149))
  for (let i = 0; i < data.length; i += width) {
    const squares = Array.from(data.subarray(i, i + width), (v) => whole(v) ** 2n)
    if (whole(norm) ** 2n < squares.reduce((a, b) => a + b)) return false
  }
  return true
}

const SHAPES: [number, number, number][] = [
  [1, 1, 4],
  [7, 1, 8],
  [7, 16, 8],
  [1000, 3, 12],
  [3000, 16, 8],
  [3, 1, 5],
  [5, 2, 6],
  [20, 40, 1],
  [2, 1, 70_000],
]
const KINDS: [readonly number[], number][] = [
  [FINITE, 0],
  [FINITE, 0.2],
  [[0, -0], 1],
  [[2 ** -149, 5 * 2 ** -78], 1],
  [ANY, 0.02],
  [ANY, 0.5],
]

test.each(SHAPES)(
  'spans of %i lanes of %i vectors of %i numbers in vectors are those one by one, but for the rounding of norms',
  (lanes, rows, width) => {
    for (const [awkward, share] of KINDS) {
      const data = numbers(lanes * rows * width, awkward, share)
      const plain = blankSpans(lanes)
      spansOneByOne(data, width, plain)
      const { lo, hi, norm } = spansOf(data, lanes, width)
      // `toEqual` tells -0 from 0.
      expect([...lo]).toEqual([...plain.lo])
      expect([...hi]).toEqual([...plain.hi])
      norm.forEach((found, lane) => {
        const other = plain.norm[lane]
        if (!(other < Infinity)) return expect(found).toBe(other)
        // A sum of squares may also be rounded up, as much as it may be rounded down.
        expect(found).toBeLessThanOrEqual(other * (1 + width * 2 ** -23) + width * 2 ** -73)
      })
    }
  },
)

test.each(SHAPES)(
  'no vector is longer than a norm says: %i lanes of %i vectors of %i',
  (lanes, rows, width) => {
    const few = Math.min(lanes, 50)
    for (const [awkward, share] of KINDS) {
      const data = numbers(few * rows * width, awkward, share)
      const plain = blankSpans(few)
      spansOneByOne(data, width, plain)
      for (const { norm } of [plain, spansOf(data, few, width)]) {
        norm.forEach((found, lane) => {
          const numbers = data.subarray(lane * rows * width, (lane + 1) * rows * width)
          if (numbers.every(Number.isFinite)) expect(limits(found, numbers, width)).toBe(true)
          else expect(found < Infinity).toBe(false)
        })
      }
    }
  },
)

test('vectors of fours go through the kernels, whose norms are the greater ones', () => {
  const data = numbers(64, FINITE, 0)
  const plain = blankSpans(1)
  spansOneByOne(data, 64, plain)
  expect(spansOf(data, 1, 64).norm[0]).toBeGreaterThan(plain.norm[0])
})

test('one NaN among numbers makes a lane unknown, wherever it is', () => {
  for (let at = 0; at < 16; at++) {
    const data = numbers(16, FINITE, 0)
    data[at] = NaN
    for (const width of [4, 8, 2]) expect(spansOf(data, 1, width).norm[0]).toBeNaN()
  }
})
