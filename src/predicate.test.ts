import { expect, test } from 'vitest'
import { IntervalReal } from './arithmetic/interval/interval-array.ts'
import { IntervalArithmetic } from './arithmetic/interval/interval-tier.ts'
import { eye, logLogSlope, pairs, range, tanh, totalVariation } from './predicate.ts'

const x = new IntervalArithmetic()
const row = (...values: number[]) => IntervalReal.exact(1, [values.length], Float64Array.from(values))
const only = (real: unknown) => {
  const { lo, hi } = real as IntervalReal
  expect(lo.length).toBe(1)
  return { lo: lo[0], hi: hi[0] }
}

test('tanh encloses the hyperbolic tangent', () => {
  for (const t of [-3, -0.5, 0, 0.5, 1, 7]) {
    const { lo, hi } = only(tanh(row(t)))
    const exact = (1 - Math.exp(-2 * t)) / (1 + Math.exp(-2 * t))
    expect(lo).toBeLessThanOrEqual(exact)
    expect(hi).toBeGreaterThanOrEqual(exact)
    expect(hi - lo).toBeLessThan(2 ** -40)
  }
})

test('range and total variation of exact numbers are exact', () => {
  expect(only(range(row(3, -1, 2)))).toEqual({ lo: 4, hi: 4 })
  expect(only(totalVariation(row(0.5, 0.5, 0), row(0.25, 0.25, 0.5)))).toEqual({ lo: 0.5, hi: 0.5 })
})

test('logLogSlope finds the exponent of a power law', () => {
  for (const exponent of [-1, 0, 2, 3]) {
    const at = [1, 0.5, 0.25, 0.125]
    const { lo, hi } = only(logLogSlope(row(...at.map((b) => 3 * b ** exponent)), at, x))
    expect(lo).toBeLessThan(exponent + 2 ** -40)
    expect(hi).toBeGreaterThan(exponent - 2 ** -40)
    expect(hi - lo).toBeLessThan(2 ** -40)
  }
})

test('pairs are all pairs of different positions, and eye is the identity', () => {
  const [i, j] = pairs(row(5, 6, 7))
  expect(i.map((left, at) => `${left}${j[at]}`).sort()).toEqual(['01', '02', '10', '12', '20', '21'])
  expect([...(eye(2, x) as IntervalReal).lo]).toEqual([1, 0, 0, 1])
})
