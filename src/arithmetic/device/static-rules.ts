import type { PrecisionProfile } from '../../engine/engine.ts'
import { LaneBound } from './lane-bound.ts'

/**
 * How each kernel carries the static bound along: standard rounding error analysis (Higham, Accuracy and
 * Stability of Numerical Algorithms, chapters 2 and 3) with the engine's profile in place of IEEE arithmetic. A
 * result is x(1 + δ) + η with |δ| ≤ u and |η| ≤ flushBelow; sums may be formed in any order.
 *
 * The rules themselves run in float64, whose rounding is swallowed by the `SLACK` on every result.
 */
export class StaticRules {
  /** Rounding error relative to the rounded result. */
  private readonly u: number
  private readonly flush: number
  private readonly overflow: number

  constructor(private readonly profile: PrecisionProfile) {
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

  /** Largest relative error of a function, relative to the computed result. */
  functionError(name: keyof PrecisionProfile['ulps']): number {
    const error = this.profile.ulps[name] * 2 * this.profile.unitRoundoff
    return error / (1 - error)
  }

  add(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const sameSign = (a.lo[i]! >= 0 && b.lo[j]! >= 0) || (a.hi[i]! <= 0 && b.hi[j]! <= 0)
      const carried = a.abs[i]! + b.abs[j]! + this.flush
      const lo = a.lo[i]! + b.lo[j]!
      const hi = a.hi[i]! + b.hi[j]!
      if (sameSign) {
        const rel = Math.max(a.rel[i]!, b.rel[j]!)
        this.put(out, lane, lo, hi, rel * (1 + this.u) + this.u, carried + rel * this.flush)
      } else {
        this.put(out, lane, lo, hi, this.u, carried + a.rel[i]! * a.size(i) + b.rel[j]! * b.size(j))
      }
    })
  }

  neg(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) => into.set(i, -a.hi[i]!, -a.lo[i]!, a.rel[i]!, a.abs[i]!))
    return withNorm(out, a.norm)
  }

  sub(a: LaneBound, b: LaneBound): LaneBound {
    return this.add(a, this.neg(b))
  }

  mul(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const [lo, hi] = productRange(a, i, b, j)
      const rel = a.rel[i]! + b.rel[j]! + a.rel[i]! * b.rel[j]!
      this.put(
        out,
        lane,
        lo,
        hi,
        rel * (1 + this.u) + this.u,
        this.productCarry(a, i, b, j) + (1 + rel) * this.flush,
      )
    })
  }

  square(a: LaneBound): LaneBound {
    const out = this.mul(a, a)
    for (let lane = 0; lane < a.lanes; lane++)
      if (out.lo[lane]! < 0) out.lo[lane] = Math.max(out.lo[lane]!, 0)
    return out
  }

  div(a: LaneBound, b: LaneBound): LaneBound {
    const rounding = this.functionError('div')
    return this.binary(a, b, (out, lane, i, j) => {
      const least = b.least(j)
      const divisor = this.relativeError(b, j)
      if (!(divisor < 1 && least > 0)) return out.set(lane, -Infinity, Infinity, Infinity, Infinity)
      const ends = [a.lo[i]! / b.lo[j]!, a.lo[i]! / b.hi[j]!, a.hi[i]! / b.lo[j]!, a.hi[i]! / b.hi[j]!]
      const rel = (a.rel[i]! + divisor) / (1 - divisor)
      const abs = (a.abs[i]! + this.flush) / least / (1 - divisor)
      this.put(
        out,
        lane,
        Math.min(...ends),
        Math.max(...ends),
        rel * (1 + rounding) + rounding,
        abs + (1 + rel) * this.flush,
        rounding,
      )
    })
  }

  minimum(a: LaneBound, b: LaneBound): LaneBound {
    return this.extremum(a, b, Math.min)
  }

  maximum(a: LaneBound, b: LaneBound): LaneBound {
    return this.extremum(a, b, Math.max)
  }

  abs(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) =>
      into.set(i, a.least(i), a.size(i), a.rel[i]!, a.abs[i]! + this.flush),
    )
    return withNorm(out, a.norm)
  }

  relu(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) => {
      // Where the computed argument is negative the result is off by at most abs, as long as rel ≤ 1.
      const known = a.rel[i]! <= 1
      const lo = Math.max(a.lo[i]!, 0)
      const hi = Math.max(a.hi[i]!, 0)
      into.set(i, lo, hi, known ? a.rel[i]! : 0, (known ? a.abs[i]! : a.error(i)) + this.flush)
    })
    return withNorm(out, a.norm)
  }

  sqrt(a: LaneBound): LaneBound {
    const rounding = this.functionError('sqrt')
    return this.unary(a, (out, i) => {
      if (!(a.lo[i]! >= 0)) return out.set(i, 0, Infinity, Infinity, Infinity)
      const relative = this.relativeError(a, i)
      // |√x̂ - √x| ≤ √x̂ · ρ for ρ ≤ 1, and ≤ √|x̂ - x| always.
      const rel = relative < 1 ? relative : 0
      const abs = relative < 1 ? 0 : Math.sqrt(a.error(i) + this.flush)
      this.put(
        out,
        i,
        Math.sqrt(a.lo[i]!),
        Math.sqrt(a.hi[i]!),
        rel * (1 + rounding) + rounding,
        abs + this.flush,
        rounding,
      )
    })
  }

  exp(a: LaneBound): LaneBound {
    const rounding = this.functionError('exp')
    const out = this.unary(a, (into, i) => {
      const shift = Math.expm1(a.error(i) + this.flush)
      const rel = shift * (1 + rounding) + rounding
      this.put(into, i, Math.exp(a.lo[i]!), Math.exp(a.hi[i]!), rel, this.flush * (1 + shift), rounding)
    })
    if (a.peak) out.peak = a.peak.map((p) => Math.exp(p) * (1 - rounding) - this.flush)
    return out
  }

  log(a: LaneBound): LaneBound {
    const rounding = this.functionError('log')
    return this.unary(a, (out, i) => {
      const relative = this.relativeError(a, i)
      if (!(relative < 1) || !(a.lo[i]! > this.flush))
        return out.set(i, -Infinity, Infinity, Infinity, Infinity)
      const abs = -Math.log1p(-relative) * (1 + rounding) + this.flush
      this.put(out, i, Math.log(a.lo[i]!), Math.log(a.hi[i]!), rounding, abs, rounding)
    })
  }

  /** Sum of `n` entries each; over the last axis when `alongLast`. */
  sum(a: LaneBound, n: number, alongLast: boolean): LaneBound {
    const gamma = this.gamma(n)
    return this.unary(a, (out, i) => {
      let lo = n * a.lo[i]!
      const hi = n * a.hi[i]!
      const carried = n * (a.abs[i]! + this.flush)
      if (lo >= 0 || hi <= 0) {
        if (alongLast && a.peak && lo >= 0) lo = Math.max(lo, a.peak[i]!)
        this.put(out, i, lo, hi, a.rel[i]! * (1 + gamma) + gamma, carried * (1 + a.rel[i]!), gamma)
      } else {
        this.put(out, i, lo, hi, 0, carried + n * a.size(i) * (a.rel[i]! + gamma), gamma)
      }
    })
  }

  /** Largest or smallest of several entries. */
  extreme(a: LaneBound): LaneBound {
    return this.unary(a, (out, i) => {
      const relative = (a.lo[i]! >= 0 || a.hi[i]! <= 0) && a.rel[i]! < 1
      out.set(
        i,
        a.lo[i]!,
        a.hi[i]!,
        relative ? a.rel[i]! : 0,
        (relative ? a.abs[i]! : a.error(i)) + this.flush,
      )
    })
  }

  /** Matrix product over an inner extent `n`; `normB` bounds the second factor's vectors along that extent. */
  matMul(a: LaneBound, b: LaneBound, n: number, normB: Float64Array | undefined): LaneBound {
    const gamma = this.gamma(n)
    const factor = this.profile.productRoundoff
    return this.binary(a, b, (out, lane, i, j) => {
      const [low, high] = productRange(a, i, b, j)
      const relA = a.rel[i]! + factor * (1 + a.rel[i]!)
      const relB = b.rel[j]! + factor * (1 + b.rel[j]!)
      const rel = relA + relB + relA * relB
      const carried = n * (this.productCarry(a, i, b, j) + (1 + rel) * this.flush)
      const entrywise = n * a.size(i) * b.size(j)
      const absolute = Math.min(entrywise, a.norm && normB ? a.norm[i]! * normB[j]! : Infinity)
      const grow = 1 + gamma
      if (low >= 0 || high <= 0) {
        this.put(out, lane, n * low, n * high, rel * grow + gamma, carried * grow, gamma)
      } else {
        const lo = Math.max(n * low, -absolute)
        const hi = Math.min(n * high, absolute)
        this.put(out, lane, lo, hi, 0, (carried + absolute * (rel + gamma)) * grow, gamma)
      }
    })
  }

  /** x - max x along the last axis, the maximum an exact constant. */
  belowMax(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) => {
      const abs = a.error(i) + this.flush
      this.put(into, i, a.lo[i]! - a.hi[i]!, 0, this.u, abs)
      if (into.hi[i]! <= 0) into.hi[i] = this.flush
    })
    out.peak = new Float64Array(a.lanes).fill(-this.flush)
    return out
  }

  /** Entries of both: what holds for either. */
  union(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) =>
      out.set(
        lane,
        Math.min(a.lo[i]!, b.lo[j]!),
        Math.max(a.hi[i]!, b.hi[j]!),
        Math.max(a.rel[i]!, b.rel[j]!),
        Math.max(a.abs[i]!, b.abs[j]!),
      ),
    )
  }

  private extremum(a: LaneBound, b: LaneBound, pick: (x: number, y: number) => number): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const rel = Math.max(a.rel[i]!, b.rel[j]!)
      const relative = a.lo[i]! >= 0 && b.lo[j]! >= 0 && rel < 1
      out.set(
        lane,
        pick(a.lo[i]!, b.lo[j]!),
        pick(a.hi[i]!, b.hi[j]!),
        relative ? rel : 0,
        (relative ? Math.max(a.abs[i]!, b.abs[j]!) : Math.max(a.error(i), b.error(j))) + this.flush,
      )
    })
  }

  /** Error relative to the computed value; infinite where that can vanish. */
  private relativeError(a: LaneBound, i: number): number {
    return a.rel[i]! + (a.abs[i]! + this.flush) / a.least(i)
  }

  /** The part of a product's error that comes from the factors' absolute errors. */
  private productCarry(a: LaneBound, i: number, b: LaneBound, j: number): number {
    const absA = a.abs[i]! + this.flush
    const absB = b.abs[j]! + this.flush
    return absA * b.size(j) * (1 + b.rel[j]!) + absB * a.size(i) * (1 + a.rel[i]!) + absA * absB
  }

  /** Writes a result, its range widened by its own rounding; a range that may overflow makes the lane unknown. */
  private put(
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

  private unary(a: LaneBound, rule: (out: LaneBound, lane: number) => void): LaneBound {
    const out = new LaneBound(a.lanes)
    for (let lane = 0; lane < a.lanes; lane++) rule(out, lane)
    return out
  }

  private binary(
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

/** More than the float64 rounding of any rule above; far less than any float32 rounding. */
const SLACK = 1 + 2 ** -44

function withNorm(out: LaneBound, norm: Float64Array | undefined): LaneBound {
  if (norm) out.norm = norm
  return out
}

function productRange(a: LaneBound, i: number, b: LaneBound, j: number): [number, number] {
  const ll = a.lo[i]! * b.lo[j]!
  const lh = a.lo[i]! * b.hi[j]!
  const hl = a.hi[i]! * b.lo[j]!
  const hh = a.hi[i]! * b.hi[j]!
  return [Math.min(ll, lh, hl, hh), Math.max(ll, lh, hl, hh)]
}
