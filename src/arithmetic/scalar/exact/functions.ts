import type { Field } from '../field.ts'
import { ceilDiv, type Limits } from './ball.ts'
import { limitsOf, ofRational, type ExactNumber } from './exact-number.ts'
import * as s from './exponential-sum.ts'
import type { Opaque } from './exponential-sum.ts'
import * as f from './fraction.ts'
import { opaqueNumber, remembering, textOf } from './opaque-number.ts'

const ONE = s.ofTerm(f.ONE)

/** A logarithm that has no exact form; `of` is its argument. */
interface OpaqueLogarithm extends Opaque {
  readonly of: ExactNumber
}

/** √a, for a ≥ 0. */
export function root(a: ExactNumber): ExactNumber {
  const rational = a.den === ONE || s.same(a.den, ONE) ? s.rationalOf(a.num) : undefined
  const exact = rational && f.squareRoot(rational)
  if (exact) return ofRational(exact)
  return opaqueNumber({
    key: `sqrt(${textOf(a)})`,
    limits(bits) {
      const limits = limitsOf(a, 2 * bits)
      if (!limits) return undefined
      const above = f.wholeRoot(limits.hi)
      return {
        lo: f.wholeRoot(limits.lo < 0n ? 0n : limits.lo),
        hi: above * above === limits.hi ? above : above + 1n,
      }
    },
  })
}

/** log a, for a > 0: log(r·e^x) = x + log r. */
export function logarithm(a: ExactNumber): ExactNumber {
  const term = s.same(a.den, ONE) ? s.onlyTerm(a.num) : undefined
  if (!term || term.opaque.length > 0) return opaqueNumber(opaqueLogarithm(a))
  const exponent = s.ofTerm(term.exponent)
  if (f.equal(term.coefficient, f.ONE)) return { num: exponent, den: ONE }
  const rest = remembering(opaqueLogarithm(ofRational(term.coefficient)))
  return { num: s.add(exponent, s.ofTerm(f.ONE, f.ZERO, [rest])), den: ONE }
}

/** e^a, for a rational or a rational plus whole multiples of logarithms; undefined for others. */
export function exponential(a: ExactNumber, field: Field<ExactNumber>): ExactNumber | undefined {
  if (!s.same(a.den, ONE)) return undefined
  let out: ExactNumber | undefined = ofRational(f.ONE)
  for (const { coefficient, exponent, opaque } of a.num.values()) {
    if (exponent.n !== 0n) return undefined
    if (opaque.length === 0) {
      out = out && field.mul(out, { num: s.ofTerm(f.ONE, coefficient), den: ONE })
      continue
    }
    const [log] = opaque as readonly Partial<OpaqueLogarithm>[]
    const times = Number(coefficient.n)
    if (opaque.length > 1 || !log?.of || coefficient.d !== 1n || Math.abs(times) > MOST_POWER)
      return undefined
    for (let i = 0; i < Math.abs(times); i++)
      out = out && (times > 0 ? field.mul(out, log.of) : field.div(out, log.of))
  }
  return out
}

const MOST_POWER = 8

function opaqueLogarithm(of: ExactNumber): OpaqueLogarithm {
  return {
    key: `log(${textOf(of)})`,
    of,
    limits(bits) {
      // A number near 0 needs more places for as many of its logarithm.
      for (const extra of [32, bits, 8 * bits]) {
        const limits = limitsOf(of, bits + extra)
        if (!limits) return undefined
        if (limits.lo > 1n << BigInt(bits)) return logOf(limits, bits + extra, bits)
        if (extra === 8 * bits && limits.lo > 0n) return logOf(limits, bits + extra, bits)
      }
      return undefined
    },
  }
}

/** Limits on the logarithm of a positive number, given with `from` places, to `bits` places. */
function logOf(x: Limits, from: number, bits: number): Limits {
  const guarded = bits + 32
  const [lo, hi] = [logOfPoint(x.lo, from, guarded), logOfPoint(x.hi, from, guarded)]
  return { lo: lo.lo >> 32n, hi: -(-hi.hi >> 32n) }
}

/** log(n·2^-from): n = m·2^k with 1 ≤ m < 2, log m = 2 artanh((m-1)/(m+1)). */
function logOfPoint(n: bigint, from: number, bits: number): Limits {
  const length = n.toString(2).length
  const power = BigInt(length - 1 - from)
  const unit = 1n << BigInt(length - 1)
  const log = doubledArtanh(n - unit, n + unit, bits)
  const two = doubledArtanh(1n, 3n, bits)
  const [p, q] = power >= 0n ? [two.lo, two.hi] : [two.hi, two.lo]
  return { lo: log.lo + power * p, hi: log.hi + power * q }
}

/** 2 artanh(n/d) for 0 ≤ n/d ≤ 1/3, by its series; what is left off is less than an eighth of the last term. */
function doubledArtanh(n: bigint, d: bigint, bits: number): Limits {
  const scaled = (2n * n) << BigInt(bits)
  let [powerLo, powerHi] = [scaled / d, ceilDiv(scaled, d)]
  const [squareLo, squareHi] = [((n * n) << BigInt(bits)) / (d * d), ceilDiv((n * n) << BigInt(bits), d * d)]
  let [lo, hi] = [0n, 0n]
  for (let k = 1n; powerHi > 1n; k += 2n) {
    lo += powerLo / k
    hi += ceilDiv(powerHi, k)
    powerLo = (powerLo * squareLo) >> BigInt(bits)
    powerHi = -((-powerHi * squareHi) >> BigInt(bits))
  }
  return { lo, hi: hi + 2n }
}
