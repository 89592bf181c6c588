import type { LaneBound } from './lane-bound.ts'
import { ElementwiseRules } from './elementwise-rules.ts'
import { productRange } from './rule-base.ts'

/** The static bound of every operation; here those of operations that combine several entries. */
export class StaticRules extends ElementwiseRules {
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
}
