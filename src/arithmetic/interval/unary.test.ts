import { expect, test } from 'vitest'
import { dyadic, minus, order, times, type Dyadic } from './reference-arithmetic.fixture.ts'
import * as unary from './unary.ts'
import { holds, wildIntervals } from './wild-intervals.fixture.ts'
import { between, ends, exact } from './worksheet.fixture.ts'

const { x, point } = wildIntervals(11, 10_000)
const zero = dyadic(0)

/** transcendental.test.ts compares the others with long series. */
type Algebraic = 'neg' | 'abs' | 'relu' | 'square'
const TRUE: Record<Algebraic, (p: Dyadic) => Dyadic> = {
  neg: (p) => minus(zero, p),
  abs: ({ n, e }) => ({ n: n < 0n ? -n : n, e }),
  relu: (p) => (order(p, zero) < 0 ? zero : p),
  square: (p) => times(p, p),
}

test.each(Object.keys(TRUE) as Algebraic[])('%s encloses the result of every point', (name) => {
  const found = unary[name](x)
  const missed = point.filter((p, i) => !holds(found, i, TRUE[name](dyadic(p))))
  expect([...missed.slice(0, 5)]).toEqual([])
  if (name !== 'neg') expect(found.lo.some((lo) => lo < 0)).toBe(false)
})

test('sqrt encloses the root of every point, and nothing where the number may be negative', () => {
  const { lo, hi } = unary.sqrt(x)
  point.forEach((p, i) => {
    if (x.lo[i] < 0) return expect(lo[i]).toBeNaN()
    const squared = (c: number) => order(times(dyadic(c), dyadic(c)), dyadic(p))
    expect(squared(lo[i]), `√${p} in [${lo[i]}, ${hi[i]}]`).toBeLessThanOrEqual(0)
    expect(squared(hi[i]), `√${p} in [${lo[i]}, ${hi[i]}]`).toBeGreaterThanOrEqual(0)
  })
})

test('what is exact in float64 is exact', () => {
  expect(ends(unary.exp(exact([0])))).toEqual({ lo: [1], hi: [1] })
  expect(ends(unary.log(exact([1])))).toEqual({ lo: [0], hi: [0] })
  expect(ends(unary.sqrt(exact([49, 0.25])))).toEqual({ lo: [7, 0.5], hi: [7, 0.5] })
  expect(ends(unary.square(exact([-1001])))).toEqual({ lo: [1002001], hi: [1002001] })
})

test('exp and log enclose their values between the ends, and are monotone', () => {
  const wide = unary.exp(between([-2, 0], [1, 900]))
  expect(wide.lo[0]).toBeLessThanOrEqual(Math.exp(-2))
  expect(wide.hi[0]).toBeGreaterThanOrEqual(Math.E)
  expect([wide.lo[1], wide.hi[1]]).toEqual([1, Infinity])
  const log = unary.log(between([2], [9]))
  expect([log.lo[0] <= Math.LN2, log.hi[0] >= Math.log(9), log.lo[0] > 0.69]).toEqual([true, true, true])
})

test('of "anything", and where a function does not exist, nothing is known', () => {
  const { lo, hi } = unary.log(between([0, -1, NaN], [1, -1, NaN]))
  expect([...lo, ...hi]).toEqual(Array(6).fill(NaN))
  for (const operation of Object.values(unary))
    expect(ends(operation(exact([NaN])))).toEqual({ lo: [NaN], hi: [NaN] })
})
