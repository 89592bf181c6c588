import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  // Ties go to the even neighbour.
  [1 + 2 ** -11, 1],
  [1 + 3 * 2 ** -11, 1 + 2 ** -9],
  [1 + 2 ** -11 + 2 ** -40, 1 + 2 ** -10],
  [-(1 + 3 * 2 ** -11), -(1 + 2 ** -9)],
  [2 - 2 ** -12, 2],
  [65504, 65504],
  [65519, 65504],
  [65520, Infinity],
  [-65520, -Infinity],
  // Subnormal.
  [2 ** -24, 2 ** -24],
  [2 ** -25, 0],
  [2 ** -25 + 2 ** -60, 2 ** -24],
  [3 * 2 ** -25, 2 ** -23],
  [2 ** -14 - 2 ** -24, 2 ** -14 - 2 ** -24],
  [NaN, NaN],
  [-0, -0],
])('%d is %d in float16', (x, wanted) => {
  expect(nearest(x, 'float16')).toBe(wanted)
})

test.each([
  [1 + 2 ** -8, 1],
  [1 + 3 * 2 ** -8, 1 + 2 ** -6],
  [(2 - 2 ** -7) * 2 ** 127, (2 - 2 ** -7) * 2 ** 127],
  [(2 - 2 ** -8) * 2 ** 127, Infinity],
  [2 ** -133, 2 ** -133],
  [2 ** -134, 0],
])('%d is %d in bfloat16', (x, wanted) => {
  expect(nearest(x, 'bfloat16')).toBe(wanted)
})
