import { describe, expect, test } from 'vitest'
import { dyadic, order, plus, type Dyadic } from './reference-arithmetic.fixture.ts'
import { belowMax, max, min, sum, shiftsOf } from './reductions.ts'
import { holds, KINDS } from './wild-intervals.fixture.ts'
import { between, ends, exact } from './worksheet.fixture.ts'

const total = (terms: Iterable<number>): Dyadic =>
  [...terms].reduce((all, term) => plus(all, dyadic(term)), dyadic(0))

describe('sum encloses', () => {
  test.each(Object.entries(KINDS))('the sum of every point of wild %s', (_, wild) => {
    for (let round = 0; round < 300; round++) {
      const [n, d] = [(round % 3) + 1, (round % 11) + 1]
      const { x, point } = wild(round, n * d)
      const found = sum({ ...x, shape: [n, d] }, 1, false)
      expect(found.shape).toEqual([n])
      for (let i = 0; i < n; i++)
        expect(holds(found, i, total(point.subarray(i * d, (i + 1) * d))), `round ${round}`).toBe(true)
    }
  })

  test.each([1, -1])('one whose errors themselves cannot be summed exactly, times %i', (sign) => {
    const small = new Array<number>(1000).fill(2 ** -107 * (1 - 2 ** -20))
    const terms = [1, 2 ** -54, ...small, -1].map((term) => sign * term)
    const found = sum(exact(terms), 0, false)
    expect(holds(found, 0, total(terms))).toBe(true)
    expect(found.hi[0] - found.lo[0]).toBeLessThan(2 ** -90)
  })

  test('and is exact where no rounding error arises, of nothing too', () => {
    expect(ends(sum(exact([2 ** 52, 1, -(2 ** 52), 0.5]), 0, false))).toEqual({ lo: [1.5], hi: [1.5] })
    expect(ends(sum(exact([], [2, 0]), 1, false))).toEqual({ lo: [0, 0], hi: [0, 0] })
  })
})

test('reductions go along one axis of every lane', () => {
  const x = exact([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3], 2)
  const [total, largest, least] = [sum(x, 0, false), max(x, 0, true), min(x, 1, false)]
  expect([total, largest, least].map(({ lanes, shape }) => [lanes, shape])).toEqual([
    [2, [3]],
    [2, [1, 3]],
    [2, [2]],
  ])
  expect([...total.lo]).toEqual([5, 7, 9, 17, 19, 21])
  expect([...largest.lo]).toEqual([4, 5, 6, 10, 11, 12])
  expect([...least.hi]).toEqual([1, 4, 7, 10])
})

test('the ends of an extremum are those of the ends', () => {
  const x = between([0, 2, -1], [5, 3, 4])
  expect(ends(max(x, 0, false))).toEqual({ lo: [2], hi: [5] })
  expect(ends(min(x, 0, false))).toEqual({ lo: [-1], hi: [3] })
  expect(ends(max(exact([1, NaN]), 0, false))).toEqual({ lo: [NaN], hi: [NaN] })
})

describe('belowMax', () => {
  test('subtracts the largest upper end of a slice from all of it, exactly', () => {
    const x = between([1, 4, 0, 7], [2, 6, 9, 8], [2, 2])
    const [shifted, shifts] = [belowMax(x, 1), shiftsOf(x, 1)]
    expect([...shifts]).toEqual([6, 9])
    expect(ends(shifted)).toEqual({ lo: [-5, -2, -9, -2], hi: [-4, 0, 0, -1] })
  })

  test('encloses the difference where it rounds', () => {
    const x = exact([0.1, 1e20])
    const { lo, hi } = belowMax(x, 0)
    const difference = plus(dyadic(0.1), dyadic(-1e20))
    expect([order(dyadic(lo[0]), difference), order(dyadic(hi[0]), difference)]).toEqual([-1, 1])
  })

  test('does not take what is not known for the largest', () => {
    const x = between([1, 2, NaN], [3, Infinity, NaN])
    expect([...shiftsOf(x, 0)]).toEqual([3])
    expect(ends(belowMax(x, 0))).toEqual({ lo: [-2, -1, NaN], hi: [0, Infinity, NaN] })
    expect([...shiftsOf(exact([NaN]), 0)]).toEqual([0])
  })
})
