import { describe, expect, test } from 'vitest'
import { ends, Worksheet } from './arithmetic/interval/worksheet.fixture.ts'
import { truthsOf } from './arithmetic/scalar/exact/exactly.fixture.ts'
import type { Real } from './program/real.ts'
import { Truth } from './program/truth.ts'
import {
  asScores,
  between,
  divergenceFromUniform,
  eye,
  logLogSlope,
  pairs,
  range,
  reflection,
  scoresOf,
  span,
  tanh,
  totalVariation,
} from './predicate.ts'

const sheet = new Worksheet()
const { x } = sheet
const endsOf = (of: Real) => ends(sheet.enclosures(of))

function expectEncloses(of: Real, exact: Real): void {
  const [a, b] = [endsOf(of), endsOf(exact)]
  expect(a.lo.length).toBe(b.lo.length)
  a.lo.forEach((lo, at) => {
    expect(lo).toBeLessThanOrEqual(b.hi[at])
    expect(a.hi[at]).toBeGreaterThanOrEqual(b.lo[at])
    expect(a.hi[at] - lo).toBeLessThan(2 ** -40)
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
    expect(endsOf(tanh(x.constant(0)))).toEqual({ lo: [0], hi: [0] })
    const { lo, hi } = endsOf(tanh(x.constant(30)))
    expect(lo[0]).toBeGreaterThan(1 - 2 ** -40)
    expect(hi[0]).toBeLessThanOrEqual(1 + 2 ** -52)
  })
})

test('total variation, along the last axis: 0 for equal, 1 for disjoint', () => {
  const p = x.constant([1, 0, 0, 0.5, 0.25, 0.25], [2, 3])
  const q = x.constant([0, 0.5, 0.5, 0.25, 0.5, 0.25], [2, 3])
  expect(endsOf(totalVariation(p, q))).toEqual({ lo: [1, 0.25], hi: [1, 0.25] })
  expect(endsOf(totalVariation(p, p))).toEqual({ lo: [0, 0], hi: [0, 0] })
  expect(endsOf(totalVariation(q, p))).toEqual(endsOf(totalVariation(p, q)))
})

test('divergence of softmax from the uniform distribution: ln n - H', () => {
  const p = x.constant([0.25, 0.25, 0.5])
  const exact = x.constant(3).log().sub(x.constant(2).log().mul(1.5))
  expectEncloses(divergenceFromUniform(p, p.log()), exact)
  expectEncloses(divergenceFromUniform(p, p.log().add(7)), exact)
  expectEncloses(divergenceFromUniform(x.rational(1, 3), x.constant([5, 5, 5])), x.constant(0))
})

test('between takes in both ends', () => {
  const truths = (of: number) => sheet.truths(between(1, x.constant(of), x.constant(2)))
  expect([0.5, 1, 1.5, 2, 2.5].map((of) => truths(of)[0] === Truth.True)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})

test('range along an axis', () => {
  const of = x.constant([1, 5, -2, 4, 4, 9], [2, 3])
  expect(endsOf(range(of)).lo).toEqual([7, 5])
  expect(endsOf(range(of, 0)).lo).toEqual([3, 1, 11])
  expect(endsOf(range(x.constant([3]))).hi).toEqual([0])
})

describe('logLogSlope', () => {
  test.each([-3, -1, 0, 1, 2, 5])('is %i for that power law, whatever its factor', (exponent) => {
    for (const at of [
      [1, 2, 4, 8],
      [1, 0.5, 0.25, 0.125],
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

  test('of a power of other numbers than those of 2 is the exponent itself', () => {
    const { exact } = truthsOf({}, (_, x) => logLogSlope(x.constant([1, 27, 216]), [1, 3, 6], x).equal(3))
    expect(exact).toBe(Truth.True)
  })

  test('is the least-squares slope where the points are on no line, and one number for each row', () => {
    // ln y = (0, 0, 3, 0) ln 2 over ln x = (0, 1, 2, 3) ln 2: slope (0.5 · 3)/5.
    const rows = x.constant([1, 1, 8, 1, 1, 2, 4, 8], [2, 4])
    const slopes = x
      .rational(3, 10)
      .reshape([1])
      .concat(x.constant([1]))
    expectEncloses(logLogSlope(rows, [1, 2, 4, 8], x), slopes)
  })
})

test('pairs are all ordered pairs of different positions along the last axis, each once', () => {
  const [left, right] = pairs(x.constant([7, 8, 9]))
  expect(left.map((i, at) => `${i}${right[at]}`).sort()).toEqual(['01', '02', '10', '12', '20', '21'])
  expect(pairs(x.constant([1, 2, 3, 4, 5, 6], [3, 2]))).toEqual([
    [0, 1],
    [1, 0],
  ])
  expect(pairs(x.constant([1]))).toEqual([[], []])
})

test('eye is the identity of the matrix product', () => {
  const matrix = x.constant([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])
  expect(endsOf(matrix.matMul(eye(3, x)))).toEqual(endsOf(matrix))
  expect(endsOf(eye(3, x).sum()).lo).toEqual([3])
})

test('scores are products of queries and keys, and are fed as such', () => {
  const [q, k] = [x.constant([1, 2], [1, 2]), x.constant([3, 4, 5, 6], [2, 2])]
  expect(endsOf(scoresOf({ q, k })).lo).toEqual([11, 17])
  const s = x.constant([1, 2, 3, 4, 5, 6], [2, 3])
  expect(endsOf(scoresOf(asScores(s, x)))).toEqual(endsOf(s))
})

describe('reflection', () => {
  test('sends u to -u, and leaves what is at right angles to it as it is', () => {
    const u = x.constant([3, 4], [1, 2])
    const rows = u.concat(x.constant([-4, 3], [1, 2]))
    expectEncloses(rows.matMul(reflection(u, x)), x.constant([-3, -4, -4, 3], [2, 2]))
  })

  test('states that u is not 0', () => {
    const before = x.hypotheses.length
    reflection(x.constant([0, 1], [1, 2]), x)
    expect(x.hypotheses.length).toBe(before + 1)
  })
})

test('span counts from the first to before the end', () => {
  expect(span(1, 4)).toEqual([1, 2, 3])
  expect(span(2, 2)).toEqual([])
  expect(span(2, 1)).toEqual([])
})
