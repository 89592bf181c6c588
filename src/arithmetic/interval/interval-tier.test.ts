import { describe, expect, it } from 'vitest'
import { batchOf } from '../case.ts'
import { IntervalArithmetic } from './interval-tier.ts'
import { dyadic, order, times } from './reference-arithmetic.ts'

describe('IntervalArithmetic', () => {
  it('takes the float32 inputs of a batch exactly, lane by lane', () => {
    const input = (...data: number[]) => ({ inputs: { x: { shape: [2], data: Float32Array.from(data) } } })
    const { x } = IntervalArithmetic.inputs(batchOf([input(0.1, 2), input(Infinity, NaN)]))
    expect(x).toMatchObject({ lanes: 2, shape: [2] })
    expect([...x.lo]).toEqual([Math.fround(0.1), 2, NaN, NaN])
    expect(x.hi).toEqual(x.lo)
  })

  it('makes constants that every lane shares', () => {
    const arithmetic = new IntervalArithmetic()
    expect(arithmetic.tier).toBe('interval')
    expect(arithmetic.constant(0.1)).toMatchObject({ lanes: 1, shape: [] })
    expect(arithmetic.constant([1, 2, 3]).shape).toEqual([3])
    expect([...arithmetic.constant([1, 2, 3, 4], [2, 2]).sum(0).lo]).toEqual([4, 6])
    expect([...arithmetic.constant(7, [2]).lo]).toEqual([7, 7])
    expect(() => arithmetic.constant([1, 2], [3])).toThrow(RangeError)
    const source = Float64Array.of(1, NaN)
    arithmetic.constant(source)
    expect([...source]).toEqual([1, NaN])
  })

  it('encloses fractions, exactly where it can', () => {
    const arithmetic = new IntervalArithmetic()
    for (const [p, q] of [
      [1, 3],
      [-2, 7],
      [5, -9],
      [2 ** 53 - 1, 3],
      [1, 10],
    ]) {
      const { lo, hi } = arithmetic.rational(p, q)
      expect(Math.sign(q) * order(times(dyadic(lo[0]), dyadic(q)), dyadic(p))).toBe(-1)
      expect(Math.sign(q) * order(times(dyadic(hi[0]), dyadic(q)), dyadic(p))).toBe(1)
    }
    const half = arithmetic.rational(-3, 6)
    expect([half.lo[0], half.hi[0]]).toEqual([-0.5, -0.5])
    expect(() => arithmetic.rational(1, 0)).toThrow(RangeError)
    expect(() => arithmetic.rational(0.5, 1)).toThrow(RangeError)
  })

  it('collects hypotheses', () => {
    const arithmetic = new IntervalArithmetic()
    const positive = arithmetic.constant(0).less(arithmetic.constant(2))
    arithmetic.assume(positive)
    expect(arithmetic.hypotheses).toEqual([positive])
  })
})
