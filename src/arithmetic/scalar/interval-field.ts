import type { Field } from './field.ts'
import { Truth } from '../../program/truth.ts'
import { certifiedRank } from '../interval/certified-rank.ts'
import * as r from '../interval/rounding.ts'
import * as t from '../interval/transcendental.ts'

/** A closed interval of float64 endpoints. */
export interface Interval {
  readonly lo: number
  readonly hi: number
}

/** Float64 enclosures with outward rounding, one number at a time: slower than whole arrays, and easy to write down. */
export class IntervalField implements Field<Interval> {
  exact(x: number): Interval {
    return { lo: x, hi: x }
  }
  fraction(numerator: number, denominator: number): Interval {
    return { lo: r.divDown(numerator, denominator), hi: r.divUp(numerator, denominator) }
  }
  add(a: Interval, b: Interval) {
    return settled(r.addDown(a.lo, b.lo), r.addUp(a.hi, b.hi))
  }
  sub(a: Interval, b: Interval) {
    return settled(r.addDown(a.lo, -b.hi), r.addUp(a.hi, -b.lo))
  }
  mul(a: Interval, b: Interval) {
    if (a.lo === a.hi && b.lo === b.hi) return settled(r.mulDown(a.lo, b.lo), r.mulUp(a.lo, b.lo))
    return settled(
      Math.min(r.mulDown(a.lo, b.lo), r.mulDown(a.lo, b.hi), r.mulDown(a.hi, b.lo), r.mulDown(a.hi, b.hi)),
      Math.max(r.mulUp(a.lo, b.lo), r.mulUp(a.lo, b.hi), r.mulUp(a.hi, b.lo), r.mulUp(a.hi, b.hi)),
    )
  }
  div(a: Interval, b: Interval) {
    if (b.lo <= 0 && b.hi >= 0) return undefined
    return settled(
      Math.min(r.divDown(a.lo, b.lo), r.divDown(a.lo, b.hi), r.divDown(a.hi, b.lo), r.divDown(a.hi, b.hi)),
      Math.max(r.divUp(a.lo, b.lo), r.divUp(a.lo, b.hi), r.divUp(a.hi, b.lo), r.divUp(a.hi, b.hi)),
    )
  }
  minimum(a: Interval, b: Interval) {
    return { lo: Math.min(a.lo, b.lo), hi: Math.min(a.hi, b.hi) }
  }
  maximum(a: Interval, b: Interval) {
    return { lo: Math.max(a.lo, b.lo), hi: Math.max(a.hi, b.hi) }
  }
  neg(a: Interval): Interval {
    return { lo: -a.hi, hi: -a.lo }
  }
  abs(a: Interval) {
    return { lo: Math.max(0, a.lo, -a.hi), hi: Math.max(-a.lo, a.hi) }
  }
  square(a: Interval) {
    const { lo, hi } = this.abs(a)
    return settled(Math.max(0, r.mulDown(lo, lo)), r.mulUp(hi, hi))
  }
  sqrt(a: Interval) {
    return a.lo < 0 ? undefined : settled(r.sqrtDown(a.lo), r.sqrtUp(a.hi))
  }
  exp(a: Interval) {
    return settled(t.expDown(a.lo), t.expUp(a.hi))
  }
  log(a: Interval) {
    return a.lo > 0 ? settled(t.logDown(a.lo), t.logUp(a.hi)) : undefined
  }
  tanh(a: Interval) {
    return settled(t.tanhDown(a.lo), t.tanhUp(a.hi))
  }
  sin(a: Interval) {
    return settled(t.sinDown(a.lo, a.hi), t.sinUp(a.lo, a.hi))
  }
  cos(a: Interval) {
    return settled(t.cosDown(a.lo, a.hi), t.cosUp(a.lo, a.hi))
  }
  shift(of: readonly Interval[]): Interval {
    return this.exact(Math.max(...of.map(({ hi }) => hi)))
  }
  less(a: Interval, b: Interval): Truth {
    return a.hi < b.lo ? Truth.True : a.lo >= b.hi ? Truth.False : Truth.Undecided
  }
  atMost(a: Interval, b: Interval): Truth {
    return a.hi <= b.lo ? Truth.True : a.lo > b.hi ? Truth.False : Truth.Undecided
  }
  equal(a: Interval, b: Interval): Truth {
    if (a.hi < b.lo || b.hi < a.lo) return Truth.False
    return a.lo === a.hi && b.lo === b.hi ? Truth.True : Truth.Consistent
  }
  enclosure(a: Interval): readonly [number, number] {
    return [a.lo, a.hi]
  }
  rank(entries: readonly (Interval | undefined)[], rows: number, cols: number): readonly [number, number] {
    const { lower, upper } = certifiedRank({
      lanes: 1,
      shape: [rows, cols],
      lo: Float64Array.from(entries, (entry) => entry?.lo ?? NaN),
      hi: Float64Array.from(entries, (entry) => entry?.hi ?? NaN),
    })
    return [lower[0], upper[0]]
  }
}

/** An interval of finite endpoints; undefined for anything else. */
const settled = (lo: number, hi: number): Interval | undefined =>
  lo <= hi && lo > -Infinity && hi < Infinity ? { lo, hi } : undefined
