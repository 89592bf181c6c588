import { CombinedRows } from './combined-rows.ts'
import { LaneBound } from './lane-bound.ts'
import { carryOf, massOf, normOf, RowLimits } from './row-limits.ts'
import { factor as factorOf, RowRules } from './row-rules.ts'

/** The static bound of every operation; here those of operations that combine several entries. */
export class StaticRules extends RowRules {
  /**
   * Sum of `n` entries each; over the last axis when `alongLast`. It is Σ|v̂| at most, and its error at most Σ|v̂| times
   * a relative one, beside what the entries carry.
   */
  sum(a: LaneBound, n: number, alongLast: boolean): LaneBound {
    const gamma = this.gamma(n)
    const kernel = this.kernel(gamma, n * this.flush)
    const out = this.unary(a, (into, i) => {
      const width = alongLast ? n : 0
      const mass = massOf(a, i, n, width) + n * this.profile.flushBelow
      let lo = Math.max(n * this.low(a, i), -mass)
      const hi = Math.min(n * this.high(a, i), mass)
      const carried = carryOf(a, i, n, width) + n * this.flush
      if (lo >= 0 || hi <= 0) {
        if (alongLast && a.peak && lo >= 0) lo = Math.max(lo, a.peak[i])
        this.put(into, i, lo, hi, a.rel[i] * (1 + gamma) + gamma, carried * (1 + a.rel[i]), kernel)
      } else {
        this.put(into, i, lo, hi, 0, carried + mass * (a.rel[i] + gamma), kernel)
      }
    })
    if (alongLast) out.origin = { kind: 'rowSums', of: a, n }
    return out
  }

  /**
   * a / b where all entries of a row, of `n`, are divided by one number. Its error is a factor that they share, as long
   * as it is certainly positive.
   *
   * @param own whether b has a number for each row of a, and no others
   */
  divRows(a: LaneBound, b: LaneBound, n: number, own: boolean): LaneBound {
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
    this.limitQuotients(out, a, b, n, own)
    return out
  }

  /** Whether all entries of a lane are certainly positive, as computed and in truth. */
  isPositive(a: LaneBound, lane: number): boolean {
    const i = a.lanes === 1 ? 0 : lane
    return a.lo[i] > 0 && this.relativeError(a, i) < 1
  }

  /** Largest or smallest of several entries, along an axis. */
  extreme(a: LaneBound, kind: 'max' | 'min', axis: number): LaneBound {
    const out = this.unary(a, (into, i) => {
      const relative = (a.lo[i] >= 0 || a.hi[i] <= 0) && a.rel[i] < 1
      into.set(
        i,
        this.low(a, i),
        this.high(a, i),
        relative ? a.rel[i] : 0,
        (relative ? a.abs[i] : a.error(i)) + this.flush,
      )
    })
    out.origin = { kind, of: a, axis }
    return out
  }

  /**
   * Matrix product over an inner extent `n`, with `columns`; `flipped` is the bound of the second factor's transpose, where
   * that is known.
   *
   * The kernel may round its factors, by `factor` relative to what it then uses, and have a range of its own. All
   * that it uses in place of factors of sizes s and t is at most (s + floor)(t + floor)(1 + factor)². Of n products, the
   * sizes sum to at most Σ|â| max|b̂|, max|â| Σ|b̂| and ‖â‖‖b̂‖.
   */
  matMul(a: LaneBound, b: LaneBound, n: number, columns: number, flipped: LaneBound | undefined): LaneBound {
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
    const grow = 1 + gamma
    // Only the transpose knows of the vectors that are multiplied.
    const right = flipped ?? b
    const width = flipped ? n : 0
    const out = this.binary(a, b, (into, lane, i, j) => {
      const inA = factorOf(a, i, n)
      const inB = factorOf(right, j, n, width)
      if (!(Math.max(inA.size, inB.size) <= productOverflowAbove))
        return into.set(lane, -Infinity, Infinity, Infinity, Infinity)
      const { least, most } = this.productRange(a, i, b, j, floor)
      const relA = a.rel[i] + factor * (1 + a.rel[i])
      const relB = b.rel[j] + factor * (1 + b.rel[j])
      const rel = relA + relB + relA * relB
      const carried = this.carriedInRow(inA, inB, n, flush) * used + n * (1 + rel) * flush
      const flushed = n * (inA.size + inB.size + floor) * floor
      const norms = normOf(a, i, n) * normOf(right, j, n, width)
      const products = Math.min(inA.mass * inB.size, inA.size * inB.mass, norms)
      const absolute = (products + flushed) * used
      const lo = Math.max(n * least, -absolute)
      const hi = Math.min(n * most, absolute)
      if (least >= 0 || most <= 0) {
        this.put(into, lane, lo, hi, rel * grow + gamma, carried * grow, kernel)
      } else {
        this.put(into, lane, lo, hi, 0, (carried + absolute * (rel + gamma)) * grow, kernel)
      }
    })
    const combined = new CombinedRows(b, columns, { n, floor, grow: grow * used, flush: kernel.flush })
    out.origin = { kind: 'product', left: a, combined }
    const massAt = (lane: number): number => massOf(a, a.lanes === 1 ? 0 : lane, n)
    out.rows = new RowLimits(out, {
      norm: (lane) => combined.norm(lane, massAt(lane), 1),
      mass: (lane) => combined.mass(lane, massAt(lane), 1),
    })
    return out
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
}
