import { describe, expect, it } from 'vitest'
import {
  dyadic,
  expLimits,
  minus,
  order,
  plus,
  times,
  wildNumbers,
  type Dyadic,
} from './reference-arithmetic.ts'
import * as r from './rounding.ts'

/** Counts the evaluations in which [lo, hi] misses the number of which `sign(x)` is the order against x. */
function misses(lo: number, hi: number, against: (x: Dyadic) => number): number {
  const low = Number.isFinite(lo) ? against(dyadic(lo)) >= 0 : lo !== Infinity
  const high = Number.isFinite(hi) ? against(dyadic(hi)) <= 0 : hi !== -Infinity
  return low && high ? 0 : 1
}

const next = (x: number): number => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  if (x === 0) return 2 ** -1074
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n))
  return view.getFloat64(0)
}
const stepsBetween = (lo: number, hi: number): number => {
  let steps = 0
  for (let x = lo; x < hi && steps < 50; x = next(x)) steps++
  return steps
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

  it('encloses e^x and log x, within a few float64 numbers', () => {
    const wild = wildNumbers(3)
    let missed = 0
    let loose = 0
    for (let i = 0; i < 12_000; i++) {
      const x = wild() % 760
      const [below, above] = expLimits(x)
      const lo = r.expDown(x)
      const hi = r.expUp(x)
      if (Number.isFinite(lo) && order(dyadic(lo), above) > 0) missed++
      if (Number.isFinite(hi) && order(dyadic(hi), below) < 0) missed++
      if (Number.isFinite(lo) && Number.isFinite(hi) && stepsBetween(lo, hi) > 8) loose++

      const y = Math.abs(wild())
      if (y === 0) continue
      const left = r.logDown(y)
      const right = r.logUp(y)
      if (order(expLimits(left)[0], dyadic(y)) > 0) missed++
      if (order(expLimits(right)[1], dyadic(y)) < 0) missed++
      if (stepsBetween(left, right) > 8) loose++
    }
    expect(missed).toBe(0)
    expect(loose).toBe(0)
  })

  it('keeps the exact values of e^x and log x', () => {
    expect([r.expDown(0), r.expUp(0), r.logDown(1), r.logUp(1)]).toEqual([1, 1, 0, 0])
    expect(r.expUp(-1e-300)).toBe(1)
    expect(r.expDown(1e-300)).toBe(1)
    expect(r.expDown(-1e6)).toBe(0)
    expect(r.expUp(-1e6)).toBeGreaterThan(0)
    expect(r.expUp(1e6)).toBe(Infinity)
    expect(r.expDown(1e6)).toBeNaN()
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
