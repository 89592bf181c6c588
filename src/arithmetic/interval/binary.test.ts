import { expect, test } from 'vitest'
import * as binary from './binary.ts'
import { dyadic, minus, order, plus, times, type Dyadic } from './reference-arithmetic.fixture.ts'
import { holds, wildIntervals } from './wild-intervals.fixture.ts'
import { between, ends, exact } from './worksheet.fixture.ts'

const COUNT = 10_000
const [a, b] = [wildIntervals(11, COUNT), wildIntervals(12, COUNT)]

const TRUE: Record<Exclude<keyof typeof binary, 'div'>, (p: Dyadic, q: Dyadic) => Dyadic> = {
  add: plus,
  sub: minus,
  mul: times,
  minimum: (p, q) => (order(p, q) < 0 ? p : q),
  maximum: (p, q) => (order(p, q) < 0 ? q : p),
  wherePositive: (p, q) => (order(q, dyadic(0)) > 0 ? p : dyadic(0)),
  whereNonNegative: (p, q) => (order(q, dyadic(0)) < 0 ? dyadic(0) : p),
}

test.each(Object.keys(TRUE) as (keyof typeof TRUE)[])('%s encloses the result of every point', (name) => {
  const found = binary[name](a.x, b.x)
  const missed = a.point.filter((p, i) => !holds(found, i, TRUE[name](dyadic(p), dyadic(b.point[i]))))
  expect([...missed.slice(0, 5)]).toEqual([])
})

test('div encloses the quotient of every point, and nothing where the divisor may be 0', () => {
  const { lo, hi } = binary.div(a.x, b.x)
  a.point.forEach((p, i) => {
    const where = `${p} / ${b.point[i]} in [${lo[i]}, ${hi[i]}]`
    if (b.x.lo[i] <= 0 && b.x.hi[i] >= 0) return expect(lo[i], where).toBeNaN()
    const sign = Math.sign(b.point[i])
    // c ≤ p/q exactly when cq ≤ p, for q > 0.
    const below = (c: number) => sign * order(times(dyadic(c), dyadic(b.point[i])), dyadic(p))
    if (Number.isFinite(lo[i])) expect(below(lo[i]), where).toBeLessThanOrEqual(0)
    if (Number.isFinite(hi[i])) expect(below(hi[i]), where).toBeGreaterThanOrEqual(0)
  })
})

test('quotients of exact numbers are exact where float64 holds them, and not elsewhere', () => {
  const { lo, hi } = binary.div(exact([12, 0, 1]), exact([4, 7, 3]))
  expect([lo[0], hi[0], lo[1], hi[1]]).toEqual([3, 3, 0, 0])
  expect(lo[2]).toBeLessThan(hi[2])
})

test('an infinite endpoint is as good a bound as another', () => {
  const atLeastOne = between([1], [Infinity])
  expect(ends(binary.div(atLeastOne, exact([2])))).toEqual({ lo: [0.5], hi: [Infinity] })
  expect(ends(binary.mul(atLeastOne, exact([0])))).toEqual({ lo: [0], hi: [0] })
  expect(binary.sub(atLeastOne, atLeastOne).lo[0]).not.toBeGreaterThan(0)
})

test('of "anything" nothing is known', () => {
  for (const operation of Object.values(binary))
    for (const [p, q] of [
      [NaN, 3],
      [3, NaN],
      [Infinity, 3],
    ])
      expect(ends(operation(exact([p]), exact([q])))).toEqual({ lo: [NaN], hi: [NaN] })
})

test('entries and lanes broadcast; batches of different sizes do not mix', () => {
  const x = exact([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3], 2)
  const { lo, lanes, shape } = binary.add(x, exact([10, 20], [2, 1]))
  expect({ lanes, shape }).toEqual({ lanes: 2, shape: [2, 3] })
  expect([...lo]).toEqual([11, 12, 13, 24, 25, 26, 17, 18, 19, 30, 31, 32])
  expect(() => binary.add(exact([1, 2], [1], 2), exact([1, 2, 3], [1], 3))).toThrow(
    'batches of 2 and 3 lanes do not mix',
  )
})

test('what is not chosen need not exist, and what is chosen, or may be, is not lost', () => {
  const x = between([NaN, NaN, NaN, 3, 3, -2, 3, 5], [NaN, NaN, NaN, 4, 4, -1, 4, 6])
  const by = between([-2, 1, -1, NaN, -1, -1, 0, 0], [-1, 2, 1, NaN, 1, 1, 1, 0])
  const [positive, other] = [binary.wherePositive(x, by), binary.whereNonNegative(x, by)].map(ends)
  expect(positive).toEqual({
    lo: [0, NaN, NaN, NaN, 0, -2, 0, 0],
    hi: [0, NaN, NaN, NaN, 4, 0, 4, 0],
  })
  expect(other).toEqual({ lo: [0, NaN, NaN, NaN, 0, -2, 3, 5], hi: [0, NaN, NaN, NaN, 4, 0, 4, 6] })
})
