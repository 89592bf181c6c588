import type { LaneBound } from './lane-bound.ts'
import { productRange, RuleBase } from './rule-base.ts'

/** The rules of operations that work entry by entry. */
export abstract class ElementwiseRules extends RuleBase {
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
    const perUnit = this.profile.expUlpsPerUnit
    const out = this.unary(a, (into, i) => {
      const rounding = this.functionError('exp', perUnit * a.size(i))
      const shift = Math.expm1(a.error(i) + this.flush)
      const rel = shift * (1 + rounding) + rounding
      this.put(into, i, Math.exp(a.lo[i]!), Math.exp(a.hi[i]!), rel, this.flush * (1 + shift), rounding)
    })
    if (a.peak)
      out.peak = a.peak.map(
        (p) => Math.exp(p) * (1 - this.functionError('exp', perUnit * Math.abs(p))) - this.flush,
      )
    return out
  }

  log(a: LaneBound): LaneBound {
    const rounding = this.functionError('log')
    return this.unary(a, (out, i) => {
      const relative = this.relativeError(a, i)
      if (!(relative < 1) || !(a.lo[i]! > this.flush))
        return out.set(i, -Infinity, Infinity, Infinity, Infinity)
      const abs = -Math.log1p(-relative) * (1 + rounding) + this.profile.logAbsolute + this.flush
      this.put(out, i, Math.log(a.lo[i]!), Math.log(a.hi[i]!), rounding, abs, rounding)
    })
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
}

function withNorm(out: LaneBound, norm: Float64Array | undefined): LaneBound {
  if (norm) out.norm = norm
  return out
}
