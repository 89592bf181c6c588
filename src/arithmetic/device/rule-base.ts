import type { ErrorLimits } from './error-limits.ts'
import type { BoundMemory } from './bound-memory.ts'
import { LaneBound } from './lane-bound.ts'
import { SLACK } from './slack.ts'

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
  /** What elementwise operations with one rounding do to a result's range. */
  private readonly once: Kernel

  /**
   * @param memory where the bounds stand; each in memory of its own when left out
   * @param assumesFinite what an infinity on the way to a result makes of it is not known; see `Engine`
   */
  constructor(
    protected readonly profile: ErrorLimits,
    protected readonly assumesFinite = false,
    protected readonly memory?: BoundMemory,
  ) {
    this.u = profile.unitRoundoff / (1 - profile.unitRoundoff)
    // An operand or a result may be flushed: at most two operands and one result for an operation.
    this.flush = 3 * profile.flushBelow
    this.once = this.kernel(this.u)
  }

  /** A kernel of float32 with this relative error, and with results that are flushed. */
  protected kernel(rounding: number, flush = this.flush): Kernel {
    return { rounding, flush, overflow: this.profile.overflowAbove }
  }

  /** n roundings in a row, relative to the computed result: γ/(1 - γ) with γ = n u / (1 - n u). */
  gamma(n: number, u = this.u): number {
    const nu = n * u
    return 2 * nu < 1 ? nu / (1 - 2 * nu) : Infinity
  }

  /** Largest relative error of a function, relative to the computed result. @param more further ulps */
  functionError(name: keyof ErrorLimits['ulps'], more = 0): number {
    const error = (this.profile.ulps[name] + more) * ULP
    return error < 1 ? error / (1 - error) : Infinity
  }

  /** Error relative to the computed value; infinite where that can vanish. */
  protected relativeError(a: LaneBound, i: number): number {
    return a.rel[i] + (a.abs[i] + this.flush) / a.least(i)
  }

  /** The part of a product's error that comes from the factors' absolute errors. */
  protected productCarry(a: LaneBound, i: number, b: LaneBound, j: number, flush = this.flush): number {
    const absA = a.abs[i] + flush
    const absB = b.abs[j] + flush
    return absA * b.size(j) * (1 + b.rel[j]) + absB * a.size(i) * (1 + a.rel[i]) + absA * absB
  }

  /** The smallest entry as a kernel may see it: one below `floor` in size may be anything of its sign up to that. */
  protected low(a: LaneBound, i: number, floor = this.profile.flushBelow): number {
    return seen(a.lo[i], floor)
  }

  /** The largest entry as a kernel may see it. */
  protected high(a: LaneBound, i: number, floor = this.profile.flushBelow): number {
    return -seen(-a.hi[i], floor)
  }

  /** The smallest and the largest product of two entries as a kernel may see them. */
  protected productRange(
    a: LaneBound,
    i: number,
    b: LaneBound,
    j: number,
    floor = this.profile.flushBelow,
  ): Extremes {
    const lowA = this.low(a, i, floor)
    const highA = this.high(a, i, floor)
    const lowB = this.low(b, j, floor)
    const highB = this.high(b, j, floor)
    return extremes(lowA * lowB, lowA * highB, highA * lowB, highA * highB)
  }

  /** Writes a result, its range widened by its own rounding; a range that may overflow makes the lane unknown. */
  protected put(
    out: LaneBound,
    i: number,
    lo: number,
    hi: number,
    rel: number,
    abs: number,
    { rounding, flush, overflow }: Kernel = this.once,
  ): void {
    const grow = 4 * rounding
    const low = lo - Math.abs(lo) * grow - flush
    const high = hi + Math.abs(hi) * grow + flush
    if (!(low >= -overflow && high <= overflow)) {
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
    const out = new LaneBound(a.lanes, this.memory)
    for (let lane = 0; lane < a.lanes; lane++) rule(out, lane)
    return out
  }

  protected binary(
    a: LaneBound,
    b: LaneBound,
    rule: (out: LaneBound, lane: number, i: number, j: number) => void,
  ): LaneBound {
    const out = new LaneBound(Math.max(a.lanes, b.lanes), this.memory)
    for (let lane = 0; lane < out.lanes; lane++)
      rule(out, lane, a.lanes === 1 ? 0 : lane, b.lanes === 1 ? 0 : lane)
    return out
  }
}

/** What a kernel does to the range of its results. */
export interface Kernel {
  /** Its relative error. */
  readonly rounding: number
  /** How far a result can be off by flushing. */
  readonly flush: number
  /** The largest result that comes through. */
  readonly overflow: number
}

interface Extremes {
  readonly least: number
  readonly most: number
}

export const extremes = (a: number, b: number, c: number, d: number): Extremes => ({
  least: Math.min(a, b, c, d),
  most: Math.max(a, b, c, d),
})

const seen = (lo: number, floor: number): number => (lo >= floor ? lo : lo >= 0 ? 0 : Math.min(lo, -floor))

/** One unit in the last place of float32, relative to the smallest number of its binade. */
export const ULP = 2 ** -23
