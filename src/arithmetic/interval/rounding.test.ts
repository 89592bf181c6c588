import { describe, expect, it } from 'vitest'
import {
  dyadic,
  minus,
  order,
  plus,
  stepsBetween,
  times,
  wildNumbers,
  type Dyadic,
} from './reference-arithmetic.fixture.ts'
import * as r from './rounding.ts'

/** Counts the evaluations in which [lo, hi] misses the number of which `sign(x)` is the order against x. */
function misses(lo: number, hi: number, against: (x: Dyadic) => number): number {
  const low = Number.isFinite(lo) ? against(dyadic(lo)) >= 0 : lo !== Infinity
  const high = Number.isFinite(hi) ? against(dyadic(hi)) <= 0 : hi !== -Infinity
  return low && high ? 0 : 1
}

describe('rounding outwards', () => {
  it('goes at least one float64 up and down, and at most two', () => {
    const wild = wildNumbers(1)
    for (let i = 0; i < 20_000; i++) {
      const x = wild()
      const above = stepsBetween(x, r.up(x))
      expect(above === 1 || above === 2, `up(${x})`).toBe(true)
      expect(r.down(x)).toBe(-r.up(-x))
    }
    expect(r.up(Number.MAX_VALUE)).toBe(Infinity)
    expect(r.up(0)).toBe(2 ** -1074)
    expect(r.up(-(2 ** -1074))).toBe(0)
    expect(r.up(-Infinity)).toBeNaN()
  })

  it('encloses sums, products, quotients and roots of wild numbers, and is exact exactly when they are', () => {
    const wild = wildNumbers(2)
    let missed = 0
    let inexact = 0
    let slack = 0
    for (let i = 0; i < 40_000; i++) {
      const a = wild()
      const b = wild()
      const p = dyadic(a)
      const q = dyadic(b)
      const check = (lo: number, hi: number, against: (x: Dyadic) => number) => {
        missed += misses(lo, hi, against)
        if (Number.isNaN(lo) || Number.isNaN(hi) || Math.abs(lo) > 1e300 || Math.abs(hi) > 1e300) return
        if (lo === hi) return
        if (against(dyadic(lo)) === 0 && Math.abs(lo) > 1e-280) inexact++
        if (stepsBetween(lo, hi) > (Math.abs(lo) > 1e-280 ? 2 : 4)) slack++
      }
      const sum = plus(p, q)
      check(r.addDown(a, b), r.addUp(a, b), (x) => order(sum, x))
      const product = times(p, q)
      check(r.mulDown(a, b), r.mulUp(a, b), (x) => order(product, x))
      if (b !== 0) {
        check(r.divDown(a, b), r.divUp(a, b), (x) => Math.sign(b) * order(p, times(q, x)))
      }
      const square = dyadic(Math.abs(a))
      check(r.sqrtDown(Math.abs(a)), r.sqrtUp(Math.abs(a)), (x) =>
        x.n < 0n ? 1 : order(square, times(x, x)),
      )
    }
    expect(missed).toBe(0)
    expect(slack).toBe(0)
    expect(inexact).toBeLessThan(40)
  })

  it('finds the errors of sums and products themselves', () => {
    const wild = wildNumbers(4)
    for (let i = 0; i < 10_000; i++) {
      const a = wild()
      const b = wild()
      const s = a + b
      const e = r.sumError(a, b, s)
      if (!Number.isNaN(e)) expect(order(plus(dyadic(s), dyadic(e)), plus(dyadic(a), dyadic(b)))).toBe(0)
      const p = a * b
      const f = r.productError(a, b, p)
      if (!Number.isNaN(f)) expect(order(minus(times(dyadic(a), dyadic(b)), dyadic(p)), dyadic(f))).toBe(0)
    }
    expect(() => r.errorGrowth(2 ** 20 + 1)).toThrow(RangeError)
  })
})
