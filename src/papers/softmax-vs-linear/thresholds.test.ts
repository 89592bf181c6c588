import { expect, test } from 'vitest'
import { enclosed } from '../../arithmetic/interval/enclose.ts'
import { bind } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmaxNeedleWeights } from './needle-weights.ts'
import { polynomial } from './polynomial.ts'
import { crossHalfWeightSize, halfWeightSize, polynomialHalfWeightSize, steadySize } from './thresholds.ts'

test('the size at which w* is 1/2 tends to the golden ratio less 1', () => {
  expect([100, 1000].map((n) => halfWeightSize(n).toFixed(5))).toEqual(['0.61706', '0.61797'])
  expect(halfWeightSize(1e6).toFixed(7)).toBe('0.6180340')
  expect(steadySize(1e6).toFixed(6)).toBe(((Math.sqrt(5) - 1) / 2).toFixed(6))
})

test('just below and above each size the weights of the closed forms are on the two sides', () => {
  for (const n of [3, 10, 1000]) {
    const own = (tokens: number, a: number) => softmaxNeedleWeights(tokens, a).own
    const half = halfWeightSize(n)
    expect([half - 1e-6, half + 1e-6].map((a) => own(n, a) > 0.5)).toEqual([false, true])
    const steady = steadySize(n)
    expect([steady - 1e-6, steady + 1e-6].map((a) => own(2 * n, a) > own(n, a))).toEqual([false, true])
    const cross = crossHalfWeightSize(n)
    const other = (a: number) => softmaxNeedleWeights(n, a).other
    expect([cross - 1e-6, cross + 1e-6].map((a) => other(a) > 0.5)).toEqual([false, true])
  }
})

/** The weight of a key that is 1 + a times the others, which number n - 1. */
function weight(degree: number, n: number, a: number): number {
  const keys = [1 + a, ...new Array<number>(n - 1).fill(1)]
  const { lo, hi } = enclosed((x) =>
    bind(polynomial(degree), x).weights({ q: x.constant(2, [1, 1]), k: x.constant(keys, [n, 1]) }),
  )
  return (lo[0] + hi[0]) / 2
}

test('polynomial attention at n = 1000, a = 1.2: 0.355 for degree 8, 0.547 for degree 9', () => {
  expect([8, 9].map((degree) => weight(degree, 1000, 1.2).toFixed(3))).toEqual(['0.355', '0.547'])
  for (const degree of [1, 2, 8]) {
    const size = polynomialHalfWeightSize(50, degree)
    expect([size - 1e-6, size + 1e-6].map((a) => weight(degree, 50, a) > 0.5)).toEqual([false, true])
  }
})

test('polynomial attention of degree 1 is linear attention', () => {
  const [one, other] = [polynomial(1), linear(identity)].map((subject) =>
    enclosed((x) =>
      bind(subject, x).weights({ q: x.constant([2, 3], [2, 1]), k: x.constant([1, 4, 2], [3, 1]) }),
    ),
  )
  expect([...one.lo]).toEqual([...other.lo])
})
