import { LaneBound } from './lane-bound.ts'
import { ElementwiseRules } from './elementwise-rules.ts'

/** The static bound of every operation; here those of operations that combine several entries. */
export class StaticRules extends ElementwiseRules {
  /** Sum of `n` entries each; over the last axis when `alongLast`. */
  sum(a: LaneBound, n: number, alongLast: boolean): LaneBound {
    const gamma = this.gamma(n)
    const kernel = this.kernel(gamma, n * this.flush)
    return this.unary(a, (out, i) => {
      let lo = n * this.low(a, i)
      const hi = n * this.high(a, i)
      const carried = n * (a.abs[i] + this.flush)
      if (lo >= 0 || hi <= 0) {
        if (alongLast && a.peak && lo >= 0) lo = Math.max(lo, a.peak[i])
        this.put(out, i, lo, hi, a.rel[i] * (1 + gamma) + gamma, carried * (1 + a.rel[i]), kernel)
      } else {
        this.put(out, i, lo, hi, 0, carried + n * a.size(i) * (a.rel[i] + gamma), kernel)
      }
    })
  }

  /**
   * a / b where all entries of a row are divided by one number. Its error is a factor that they share, as long as it
   * is certainly positive.
   */
  divRows(a: LaneBound, b: LaneBound): LaneBound {
    const out = this.div(a, b)
    const exact = new LaneBound(b.lanes, this.memory)
    exact.lo.set(b.lo)
    exact.hi.set(b.hi)
    const { rel, abs } = this.div(a, exact)
    for (let lane = 0; lane < out.lanes; lane++) {
      if (this.isPositive(b, lane)) continue
      rel[lane] = out.rel[lane]!
      abs[lane] = out.abs[lane]!
    }
    out.inRow = { rel, abs }
    return out
  }

  /** Whether all entries of a lane are certainly positive, as computed and in truth. */
  isPositive(a: LaneBound, lane: number): boolean {
    const i = a.lanes === 1 ? 0 : lane
    return a.lo[i] > 0 && this.relativeError(a, i) < 1
  }

  /** Largest or smallest of several entries. */
  extreme(a: LaneBound): LaneBound {
    return this.unary(a, (out, i) => {
      const relative = (a.lo[i] >= 0 || a.hi[i] <= 0) && a.rel[i] < 1
      out.set(
        i,
        this.low(a, i),
        this.high(a, i),
        relative ? a.rel[i] : 0,
        (relative ? a.abs[i] : a.error(i)) + this.flush,
      )
    })
  }

  /**
   * Matrix product over an inner extent `n`; `normB` bounds the second factor's vectors along that extent.
   *
   * The kernel may round its factors, by `factor` relative to what it then uses, and have a range of its own. All
   * that it uses in place of factors of sizes s and t is at most (s + floor)(t + floor)(1 + factor)².
   */
  matMul(a: LaneBound, b: LaneBound, n: number, normB: Float64Array | undefined): LaneBound {
    const { productRoundoff, productAccumulation, productOverflowAbove, overflowAbove } = this.profile
    const gamma = this.gamma(n, productAccumulation / (1 - productAccumulation))
    const factor = productRoundoff < 1 ? productRoundoff / (1 - productRoundoff) : Infinity
    const floor = Math.max(this.profile.productFlushBelow, this.profile.flushBelow)
    const flush = 3 * floor
    const used = (1 + factor) ** 2
    const kernel = {
      rounding: gamma + used - 1,
      flush: n * flush,
      overflow: Math.min(overflowAbove, productOverflowAbove),
    }
    return this.binary(a, b, (out, lane, i, j) => {
      const sizeA = a.size(i)
      const sizeB = b.size(j)
      if (!(Math.max(sizeA, sizeB) <= productOverflowAbove))
        return out.set(lane, -Infinity, Infinity, Infinity, Infinity)
      const { least, most } = this.productRange(a, i, b, j, floor)
      const relA = a.rel[i] + factor * (1 + a.rel[i])
      const relB = b.rel[j] + factor * (1 + b.rel[j])
      const rel = relA + relB + relA * relB
      const carried = n * (this.productCarry(a, i, b, j, flush) * used + (1 + rel) * flush)
      const flushed = n * (sizeA + sizeB + floor) * floor
      const entrywise = n * sizeA * sizeB
      const absolute =
        (Math.min(entrywise, a.norm && normB ? a.norm[i] * normB[j] : Infinity) + flushed) * used
      const grow = 1 + gamma
      if (least >= 0 || most <= 0) {
        this.put(out, lane, n * least, n * most, rel * grow + gamma, carried * grow, kernel)
      } else {
        const lo = Math.max(n * least, -absolute)
        const hi = Math.min(n * most, absolute)
        this.put(out, lane, lo, hi, 0, (carried + absolute * (rel + gamma)) * grow, kernel)
      }
    })
  }

  /** x - max x along the last axis, the maximum an exact constant. */
  belowMax(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) => {
      const abs = a.error(i) + this.flush
      this.put(into, i, this.low(a, i) - this.high(a, i), 0, this.u, abs)
      if (into.hi[i] <= 0) into.hi[i] = this.flush
    })
    out.peak = new Float64Array(a.lanes).fill(-this.flush)
    return out
  }

  /** Entries of both: what holds for either. */
  union(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) =>
      out.set(
        lane,
        Math.min(a.lo[i], b.lo[j]),
        Math.max(a.hi[i], b.hi[j]),
        Math.max(a.rel[i], b.rel[j]),
        Math.max(a.abs[i], b.abs[j]),
      ),
    )
  }
}
