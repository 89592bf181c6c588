import type { LaneBound } from './lane-bound.ts'
import { RuleBase } from './rule-base.ts'

/** More than the size of any argument whose exponential is a normal float32. */
const NORMAL_EXP = 89

/** Where an exponential is as good as nothing, so that the error of a masked score has no say in the others. */
const FAR = 128

/**
 * tanh may be formed with e^(-2|x|): the double must not become an infinity that makes anything of the result, nor the
 * 3 + 4|x| ulp that WGSL allows e^(-2|x|) count, of 2^-149 each where that vanishes.
 */
const LARGEST_DOUBLED = 2 ** 100

/** The rules of the functions of one number whose errors have limits of their own. */
export abstract class FunctionRules extends RuleBase {
  sqrt(a: LaneBound): LaneBound {
    const rounding = this.functionError('sqrt')
    const kernel = this.kernel(rounding)
    return this.unary(a, (out, i) => {
      // The reciprocal of an inverse square root passes infinity on the way to the root of zero.
      if (!(a.lo[i] >= 0 && (this.low(a, i) > 0 || !this.assumesFinite)))
        return out.set(i, 0, Infinity, Infinity, Infinity)
      const relative = this.relativeError(a, i)
      // |√x̂ - √x| ≤ √x̂ · ρ for ρ ≤ 1, and ≤ √|x̂ - x| always.
      const rel = relative < 1 ? relative : 0
      const exists = relative < 1 || a.nonNegative || (a.rel[i] <= 1 && a.abs[i] === 0)
      const abs = !exists ? Infinity : relative < 1 ? 0 : Math.sqrt(a.error(i) + this.flush)
      this.put(
        out,
        i,
        Math.sqrt(this.low(a, i)),
        Math.sqrt(this.high(a, i)),
        rel * (1 + rounding) + rounding,
        abs + this.flush,
        kernel,
      )
    })
  }

  exp(a: LaneBound): LaneBound {
    const perUnit = this.profile.expUlpsPerUnit
    const out = this.unary(a, (into, i) => {
      const rounding = this.functionError('exp', perUnit * Math.min(a.size(i), NORMAL_EXP))
      // Where the result is subnormal or less, one ulp is 2^-149.
      const tail = perUnit === 0 ? 0 : (this.profile.ulps.exp + perUnit * Math.max(0, -a.lo[i])) * 2 ** -149
      const flush = this.flush + tail
      // Below -FAR the error is less than e^(abs - FAR·(1 - rel)), which the flushed part covers: flush > e^-FAR.
      const reach = a.rel[i] < 1 ? Math.min(a.size(i), FAR) : a.size(i)
      const shift = Math.expm1(a.rel[i] * reach + a.abs[i] + this.flush)
      const rel = shift * (1 + rounding) + rounding
      const kernel = this.kernel(rounding, flush)
      this.put(into, i, Math.exp(a.lo[i]), Math.exp(a.hi[i]), rel, flush * (1 + shift), kernel)
      // So many ulps can make an exponential negative.
      if (tail > this.profile.flushBelow) {
        into.lo[i] = Math.min(into.lo[i], -flush)
        into.hi[i] = Math.max(into.hi[i], flush)
      }
    })
    if (a.peak)
      out.peak = a.peak.map(
        (p) => Math.exp(p) * (1 - this.functionError('exp', perUnit * Math.abs(p))) - this.flush,
      )
    return out
  }

  log(a: LaneBound): LaneBound {
    const rounding = this.functionError('log')
    const kernel = this.kernel(rounding, this.flush + this.profile.logAbsolute * (1 + rounding))
    return this.unary(a, (out, i) => {
      const relative = this.relativeError(a, i)
      if (!(relative < 1) || !(a.lo[i] > this.flush))
        return out.set(i, -Infinity, Infinity, Infinity, Infinity)
      const abs = -Math.log1p(-relative) * (1 + rounding) + kernel.flush
      const lo = Math.log(a.lo[i])
      const hi = Math.log(a.hi[i])
      this.put(out, i, lo, hi, rounding, abs, kernel)
      // An absolute error can change the sign of a logarithm near zero.
      if (this.profile.logAbsolute > 0) {
        out.lo[i] = Math.min(out.lo[i], lo - kernel.flush)
        out.hi[i] = Math.max(out.hi[i], hi + kernel.flush)
      }
    })
  }

  tanh(a: LaneBound): LaneBound {
    const { tanhAbsolute, overflowAbove } = this.profile
    const reach = this.assumesFinite ? LARGEST_DOUBLED : overflowAbove
    const rounding = this.functionError('tanh')
    const kernel = this.kernel(rounding, this.flush + tanhAbsolute * (1 + rounding))
    // An absolute error can change the sign of a result near zero.
    const around = tanhAbsolute > 0 ? kernel.flush : 0
    return this.unary(a, (out, i) => {
      if (!(a.size(i) <= reach)) return out.set(i, -Infinity, Infinity, Infinity, Infinity)
      // tanh is odd, concave above 0, and nowhere steeper than 1: tanh(x(1 + δ)) is tanh(x)(1 + δ') with |δ'| ≤ |δ| ≤ 1.
      const known = a.rel[i] <= 1
      const rel = known ? a.rel[i] : 0
      const carried = difference((known ? a.abs[i] : a.error(i)) + this.flush)
      const lo = Math.tanh(this.low(a, i)) - around
      const hi = Math.tanh(this.high(a, i)) + around
      this.put(out, i, lo, hi, rel * (1 + rounding) + rounding, kernel.flush * (1 + rel) + carried, kernel)
    })
  }

  sin(a: LaneBound): LaneBound {
    return this.trigonometric(a, (lo, hi) =>
      lo >= -Math.PI / 2 && hi <= Math.PI / 2 ? [Math.sin(lo), Math.sin(hi)] : [-1, 1],
    )
  }

  cos(a: LaneBound): LaneBound {
    return this.trigonometric(a, (lo, hi) => {
      const most = Math.max(-lo, hi)
      return most <= Math.PI ? [Math.cos(most), Math.cos(Math.max(lo, -hi, 0))] : [-1, 1]
    })
  }

  /** @param rangeOf what the function makes of an interval, up to float64 rounding */
  private trigonometric(
    a: LaneBound,
    rangeOf: (lo: number, hi: number) => readonly [number, number],
  ): LaneBound {
    const { absolute, upTo } = this.profile.trigonometric
    const around = this.kernel(0, 2 * absolute + this.flush)
    return this.unary(a, (out, i) => {
      if (!(a.size(i) <= upTo && absolute < 1)) return out.set(i, -Infinity, Infinity, Infinity, Infinity)
      const [least, most] = rangeOf(this.low(a, i), this.high(a, i))
      const abs = difference(a.error(i)) + this.flush + absolute
      this.put(out, i, least - around.flush, most + around.flush, 0, abs, around)
    })
  }
}

/** How far apart two results in [-1, 1] are where the slope is at most 1; of arguments of unknown error nothing is known. */
const difference = (ofArguments: number): number =>
  ofArguments < Infinity ? Math.min(ofArguments, 2) : Infinity
