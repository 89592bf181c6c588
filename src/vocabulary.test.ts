import { describe, expect, test } from 'vitest'
import type { IntervalReal } from './arithmetic/interval/interval-array.ts'
import { IntervalArithmetic } from './arithmetic/interval/interval-tier.ts'
import { conjunction } from './program/judgement.ts'
import type { Real } from './program/real.ts'
import { Truth } from './program/truth.ts'
import {
  and,
  eye,
  iff,
  implies,
  logLogSlope,
  not,
  or,
  pairs,
  range,
  tanh,
  totalVariation,
} from './predicate.ts'

const x = new IntervalArithmetic()
const ends = (of: Real) => ({ lo: [...(of as IntervalReal).lo], hi: [...(of as IntervalReal).hi] })

function expectEncloses(of: Real, exact: Real, width = 1e-12): void {
  const [a, b] = [ends(of), ends(exact)]
  expect(a.lo.length).toBe(b.lo.length)
  a.lo.forEach((lo, at) => {
    expect(lo).toBeLessThanOrEqual(b.hi[at])
    expect(a.hi[at]).toBeGreaterThanOrEqual(b.lo[at])
    expect(a.hi[at] - lo).toBeLessThan(width)
  })
}

describe('tanh', () => {
  test('of the logarithm of y is (y² - 1)/(y² + 1)', () => {
    const odds = [1, 2, 3, 7]
    const exact = odds.map((y) => x.rational(y * y - 1, y * y + 1).reshape([1])).reduce((a, b) => a.concat(b))
    expectEncloses(tanh(x.constant(odds).log()), exact)
    expectEncloses(tanh(x.constant(odds).log().neg()), exact.neg())
  })
  test('is exact at zero and below one far out', () => {
    expect(ends(tanh(x.constant(0)))).toEqual({ lo: [0], hi: [0] })
    const { lo, hi } = ends(tanh(x.constant(30)))
    expect(lo[0]).toBeGreaterThan(1 - 1e-12)
    expect(hi[0]).toBeLessThanOrEqual(1 + 2 ** -52)
  })
})

test('total variation, along the last axis: 0 for equal, 1 for disjoint', () => {
  const p = x.constant([1, 0, 0, 0.5, 0.25, 0.25], [2, 3])
  const q = x.constant([0, 0.5, 0.5, 0.25, 0.5, 0.25], [2, 3])
  expect(ends(totalVariation(p, q))).toEqual({ lo: [1, 0.25], hi: [1, 0.25] })
  expect(ends(totalVariation(p, p))).toEqual({ lo: [0, 0], hi: [0, 0] })
  expect(ends(totalVariation(q, p))).toEqual(ends(totalVariation(p, q)))
})

test('range along an axis', () => {
  const of = x.constant([1, 5, -2, 4, 4, 9], [2, 3])
  expect(ends(range(of)).lo).toEqual([7, 5])
  expect(ends(range(of, 0)).lo).toEqual([3, 1, 11])
  expect(ends(range(x.constant([3]))).hi).toEqual([0])
})

describe('logLogSlope', () => {
  test.each([-3, -1, 0, 1, 2, 5])('is %i for that power law, whatever its factor', (exponent) => {
    for (const at of [
      [1, 2, 4, 8],
      [100, 400, 1600],
      [3, 5, 7, 11, 13],
    ]) {
      const power = x.constant(at.map((z) => z ** Math.abs(exponent)))
      const law = exponent < 0 ? x.constant(1).div(power) : power
      for (const factor of [1, 7]) {
        const slope = logLogSlope(law.mul(factor), at, x)
        expect(slope.shape).toEqual([])
        expectEncloses(slope, x.constant(exponent))
      }
    }
  })
  test('is the least-squares slope where the points are on no line, and one number for each row', () => {
    // ln y = (0, 0, 3, 0) ln 2 over ln x = (0, 1, 2, 3) ln 2: slope (0.5 · 3)/5.
    const rows = x.constant([1, 1, 8, 1, 1, 2, 4, 8], [2, 4])
    expectEncloses(
      logLogSlope(rows, [1, 2, 4, 8], x),
      x
        .rational(3, 10)
        .reshape([1])
        .concat(x.constant([1])),
    )
  })
})

test('pairs gather every ordered pair of different positions once', () => {
  const [left, right] = pairs(x.constant([7, 8, 9, 10]))
  const seen = left.map((i, at) => `${i},${right[at]}`)
  expect(new Set(seen).size).toBe(12)
  expect(seen.length).toBe(12)
  expect(left.every((i, at) => i !== right[at])).toBe(true)
  // Along the last axis.
  expect(pairs(x.constant([1, 2, 3, 4, 5, 6], [3, 2]))).toEqual([
    [0, 1],
    [1, 0],
  ])
  expect(pairs(x.constant([1]))).toEqual([[], []])
})

test('eye is the identity of the matrix product', () => {
  const matrix = x.constant([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])
  expect(eye(3, x).shape).toEqual([3, 3])
  expect(ends(matrix.matMul(eye(3, x)))).toEqual(ends(matrix))
  expect(ends(eye(3, x).sum()).lo).toEqual([3])
})

test('connectives', () => {
  const yes = x.constant(1).less(2)
  const no = x.constant(2).less(1)
  const truth = (p: typeof yes) => conjunction(p.judge('reals'))[0] as Truth
  const table = (p: (a: typeof yes, b: typeof yes) => typeof yes) =>
    [p(yes, yes), p(yes, no), p(no, yes), p(no, no)].map((q) => truth(q) === Truth.True)
  expect(table((a, b) => and(a, b))).toEqual([true, false, false, false])
  expect(table((a, b) => or(a, b))).toEqual([true, true, true, false])
  expect(table(implies)).toEqual([true, false, true, true])
  expect(table(iff)).toEqual([true, false, false, true])
  expect(truth(not(yes))).toBe(Truth.False)
  expect(truth(and(yes, yes, no))).toBe(Truth.False)
  expect(truth(or(no, no, yes))).toBe(Truth.True)
})
