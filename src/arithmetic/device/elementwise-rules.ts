import { FunctionRules } from './function-rules.ts'
import type { LaneBound } from './lane-bound.ts'
import { extremes } from './rule-base.ts'
import { SLACK } from './slack.ts'

/** A quotient may be formed with the reciprocal, which has to be a normal number. */
export const LARGEST_DIVISOR = 2 ** 126

/** The rules of operations that work entry by entry: here all but the functions. */
export abstract class ElementwiseRules extends FunctionRules {
  add(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const sameSign = (a.lo[i] >= 0 && b.lo[j] >= 0) || (a.hi[i] <= 0 && b.hi[j] <= 0)
      const carried = a.abs[i] + b.abs[j] + this.flush
      const lo = this.low(a, i) + this.low(b, j)
      const hi = this.high(a, i) + this.high(b, j)
      if (sameSign) {
        const rel = Math.max(a.rel[i], b.rel[j])
        this.put(out, lane, lo, hi, rel * (1 + this.u) + this.u, carried + rel * this.flush)
      } else {
        this.put(out, lane, lo, hi, this.u, carried + a.rel[i] * a.size(i) + b.rel[j] * b.size(j))
      }
    })
  }

  neg(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) =>
      into.set(i, -this.high(a, i), -this.low(a, i), a.rel[i], a.abs[i] + this.flush),
    )
    return withRows(out, a)
  }

  /** What a kernel makes of a number that it only copies, but multiplies by one. */
  timesOne(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) =>
      into.set(i, this.low(a, i), this.high(a, i), a.rel[i], a.abs[i] + this.flush),
    )
    return withRows(out, a)
  }

  sub(a: LaneBound, b: LaneBound): LaneBound {
    return this.add(a, this.neg(b))
  }

  mul(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const { least, most } = this.productRange(a, i, b, j)
      const rel = a.rel[i] + b.rel[j] + a.rel[i] * b.rel[j]
      this.put(
        out,
        lane,
        least,
        most,
        rel * (1 + this.u) + this.u,
        this.productCarry(a, i, b, j) + (1 + rel) * this.flush,
      )
    })
  }

  square(a: LaneBound): LaneBound {
    const out = this.mul(a, a)
    for (let lane = 0; lane < a.lanes; lane++) if (out.lo[lane] < 0) out.lo[lane] = Math.max(out.lo[lane], 0)
    return out
  }

  div(a: LaneBound, b: LaneBound): LaneBound {
    const rounding = this.functionError('div')
    const kernel = this.kernel(rounding)
    return this.binary(a, b, (out, lane, i, j) => {
      const least = b.least(j)
      const divisor = this.relativeError(b, j)
      if (!(least > 0 && least >= this.profile.flushBelow && b.size(j) <= LARGEST_DIVISOR))
        return out.set(lane, -Infinity, Infinity, Infinity, Infinity)
      // The computed quotient has its range even where the true divisor may vanish.
      const known = divisor < 1
      const low = this.low(a, i)
      const high = this.high(a, i)
      const ends = extremes(low / b.lo[j], low / b.hi[j], high / b.lo[j], high / b.hi[j])
      const rel = known ? (a.rel[i] + divisor) / (1 - divisor) : Infinity
      const abs = known ? (a.abs[i] + this.flush) / least / (1 - divisor) : Infinity
      this.put(
        out,
        lane,
        ends.least,
        ends.most,
        rel * (1 + rounding) + rounding,
        abs + (1 + rel) * this.flush,
        kernel,
      )
    })
  }

  minimum(a: LaneBound, b: LaneBound): LaneBound {
    return this.extremum(a, b, Math.min)
  }

  maximum(a: LaneBound, b: LaneBound): LaneBound {
    return this.extremum(a, b, Math.max)
  }

  wherePositive(a: LaneBound, b: LaneBound): LaneBound {
    return this.gate(a, b)
  }

  whereNonNegative(a: LaneBound, b: LaneBound): LaneBound {
    return this.gate(a, b)
  }

  abs(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) =>
      into.set(
        i,
        Math.max(this.low(a, i), -this.high(a, i), 0),
        Math.max(-this.low(a, i), this.high(a, i)),
        a.rel[i],
        a.abs[i] + this.flush,
      ),
    )
    return withRows(out, a)
  }

  relu(a: LaneBound): LaneBound {
    const out = this.unary(a, (into, i) => {
      // Where the computed argument is negative the result is off by at most abs, as long as rel ≤ 1.
      const known = a.rel[i] <= 1
      const lo = Math.max(this.low(a, i), 0)
      const hi = Math.max(this.high(a, i), 0)
      into.set(i, lo, hi, known ? a.rel[i] : 0, (known ? a.abs[i] : a.error(i)) + this.flush)
    })
    return withRows(out, a)
  }

  /** Where the computed sign of b may not be the true one, the result may be a number in place of 0, or 0 in its place. */
  private gate(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const error = b.error(j) + this.flush
      if (!b.isFinite(j)) return out.set(lane, -Infinity, Infinity, Infinity, Infinity)
      if (b.hi[j] < -error) return out.set(lane, 0, 0, 0, 0)
      const [low, high] = [this.low(a, i), this.high(a, i)]
      if (b.lo[j] > error) return out.set(lane, low, high, a.rel[i], a.abs[i] + this.flush)
      const [lo, hi] = [Math.min(low, 0), Math.max(high, 0)]
      if (error === 0) return out.set(lane, lo, hi, a.rel[i], a.abs[i])
      out.set(lane, lo, hi, 0, error < Infinity ? (a.size(i) + a.error(i) + this.flush) * SLACK : Infinity)
    })
  }

  private extremum(a: LaneBound, b: LaneBound, pick: (x: number, y: number) => number): LaneBound {
    return this.binary(a, b, (out, lane, i, j) => {
      const rel = Math.max(a.rel[i], b.rel[j])
      const relative = a.lo[i] >= 0 && b.lo[j] >= 0 && rel < 1
      out.set(
        lane,
        pick(this.low(a, i), this.low(b, j)),
        pick(this.high(a, i), this.high(b, j)),
        relative ? rel : 0,
        (relative ? Math.max(a.abs[i], b.abs[j]) : Math.max(a.error(i), b.error(j))) + this.flush,
      )
    })
  }
}

/** Of entries that are passed on, larger in size at most by what is flushed of them. */
function withRows(out: LaneBound, { rows }: LaneBound): LaneBound {
  if (rows) out.rows = rows.passedOn(out)
  return out
}
