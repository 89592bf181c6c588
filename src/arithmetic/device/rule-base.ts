import type { ErrorLimits } from '../../engine/profile.ts'
import { LaneBound } from './lane-bound.ts'

/**
 * How each kernel carries the static bound along: standard rounding error analysis (Higham, Accuracy and
 * Stability of Numerical Algorithms, chapters 2 and 3) with the engine's profile in place of IEEE arithmetic. A
 * result is x(1 + δ) + η with |δ| ≤ u and |η| ≤ flushBelow; sums may be formed in any order.
 *
 * The rules themselves run in float64, whose rounding is swallowed by the `SLACK` on every result.
 */
export abstract class RuleBase {
  /** Rounding error relative to the rounded result. */
  protected readonly u: number
  protected readonly flush: number
  protected readonly overflow: number

  constructor(protected readonly profile: ErrorLimits) {
    this.u = profile.unitRoundoff / (1 - profile.unitRoundoff)
    // An operand or a result may be flushed: at most two operands and one result for an operation.
    this.flush = 3 * profile.flushBelow
    this.overflow = profile.overflowAbove
  }

  /** n roundings in a row, relative to the computed result: γ/(1 - γ) with γ = n u / (1 - n u). */
  gamma(n: number): number {
    const nu = n * this.u
    return 2 * nu < 1 ? nu / (1 - 2 * nu) : Infinity
  }

  /** Largest relative error of a function, relative to the computed result. @param more further ulps */
  functionError(name: keyof ErrorLimits['ulps'], more = 0): number {
    const error = (this.profile.ulps[name] + more) * ULP
    return error < 1 ? error / (1 - error) : Infinity
  }

  /** Error relative to the computed value; infinite where that can vanish. */
  protected relativeError(a: LaneBound, i: number): number {
    return a.rel[i]! + (a.abs[i]! + this.flush) / a.least(i)
  }

  /** The part of a product's error that comes from the factors' absolute errors. */
  protected productCarry(a: LaneBound, i: number, b: LaneBound, j: number): number {
    const absA = a.abs[i]! + this.flush
    const absB = b.abs[j]! + this.flush
    return absA * b.size(j) * (1 + b.rel[j]!) + absB * a.size(i) * (1 + a.rel[i]!) + absA * absB
  }

  /** Writes a result, its range widened by its own rounding; a range that may overflow makes the lane unknown. */
  protected put(
    out: LaneBound,
    i: number,
    lo: number,
    hi: number,
    rel: number,
    abs: number,
    rounding = this.u,
  ): void {
    const grow = 4 * rounding
    const low = lo - Math.abs(lo) * grow - this.flush
    const high = hi + Math.abs(hi) * grow + this.flush
    if (!(low >= -this.overflow && high <= this.overflow)) {
      out.set(i, -Infinity, Infinity, Infinity, Infinity)
    } else {
      // A result of operands of one sign has that sign, flushed or not.
      out.set(
        i,
        lo >= 0 ? Math.max(low, 0) : low,
        hi <= 0 ? Math.min(high, 0) : high,
        rel * SLACK,
        abs * SLACK,
      )
    }
  }

  protected unary(a: LaneBound, rule: (out: LaneBound, lane: number) => void): LaneBound {
    const out = new LaneBound(a.lanes)
    for (let lane = 0; lane < a.lanes; lane++) rule(out, lane)
    return out
  }

  protected binary(
    a: LaneBound,
    b: LaneBound,
    rule: (out: LaneBound, lane: number, i: number, j: number) => void,
  ): LaneBound {
    const out = new LaneBound(Math.max(a.lanes, b.lanes))
    for (let lane = 0; lane < out.lanes; lane++)
      rule(out, lane, a.lanes === 1 ? 0 : lane, b.lanes === 1 ? 0 : lane)
    return out
  }
}

/** One unit in the last place of float32, relative to the smallest number of its binade. */
export const ULP = 2 ** -23

/** More than the float64 rounding of any rule above; far less than any float32 rounding. */
const SLACK = 1 + 2 ** -44

export function productRange(a: LaneBound, i: number, b: LaneBound, j: number): [number, number] {
  const ll = a.lo[i]! * b.lo[j]!
  const lh = a.lo[i]! * b.hi[j]!
  const hl = a.hi[i]! * b.lo[j]!
  const hh = a.hi[i]! * b.hi[j]!
  return [Math.min(ll, lh, hl, hh), Math.max(ll, lh, hl, hh)]
}
