import { ceilDiv, type Limits } from './ball.ts'
import { limitsOf, ofRational, signOfSum, type ExactNumber } from './exact-number.ts'
import * as s from './exponential-sum.ts'
import type { Opaque, Sum } from './exponential-sum.ts'
import * as f from './fraction.ts'
import type { Fraction } from './fraction.ts'
import { opaqueNumber, remembering, textOf } from './opaque-number.ts'
import { primeFactors } from './prime-factors.ts'

/** A logarithm that has no exact form; `of` is its argument. */
export interface OpaqueLogarithm extends Opaque {
  readonly of: ExactNumber
}

/**
 * log a, for a > 0. A quotient of sums of r·e^x is r·e^x·A/B, where A and B have the leading term 1 or -1: its logarithm is
 * x + log r + log A - log B, and log r is a sum of whole multiples of logarithms of primes, and of what `primeFactors`
 * leaves in one piece. So log ab = log a + log b is an identity of sums for positive rational a and b whose factors are
 * found. Nothing is said to differ from 0 because of this form: that takes enclosures.
 */
export function logarithm(a: ExactNumber): ExactNumber {
  const above = logarithmOfSum(a.num)
  const below = above && logarithmOfSum(a.den)
  if (!below) return opaqueNumber(opaqueLogarithm(a))
  return { num: s.add(above, s.negated(below)), den: s.ONE }
}

/** log |a| for a sum without opaque numbers whose sign is found; undefined for others. */
function logarithmOfSum(a: Sum): Sum | undefined {
  const leading = s.leadingTerm(a)
  const sign = leading && signOfSum(a)
  if (!leading || !sign) return undefined
  const { coefficient, exponent } = leading
  const [size, unit] = [
    coefficient.n < 0n ? f.neg(coefficient) : coefficient,
    sign < 0 ? f.neg(f.ONE) : f.ONE,
  ]
  const log = s.add(s.ofTerm(exponent), logarithmOfRational(size))
  if (a.size === 1) return log
  const rest = s.times(a, s.ofTerm(f.mul(unit, f.inverse(size)), f.neg(exponent)))
  return s.add(log, ofLogarithm({ num: rest, den: s.ONE }))
}

/** log r, for r > 0. */
function logarithmOfRational(r: Fraction): Sum {
  let out: Sum = s.ofTerm(f.ZERO)
  const [above, below] = f.parts(r)
  for (const [whole, sign] of [
    [above, 1],
    [below, -1],
  ] as const)
    for (const [factor, power] of primeFactors(whole))
      out = s.add(out, ofLogarithm(ofRational(f.fraction(factor)), f.fraction(BigInt(sign * power))))
  return out
}

const ofLogarithm = (of: ExactNumber, times = f.ONE): Sum =>
  s.ofTerm(times, f.ZERO, [remembering(opaqueLogarithm(of))])

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

/** Digits after the point by which the nearest quotient c/2^DIGITS below a number is found. */
const DIGITS = 6

/** log(n·2^-from): n = m·2^k with 1 ≤ m < 2, c/64 ≤ m < (c+1)/64, and log m = log c/64 + 2 artanh((64m-c)/(64m+c)). */
function logOfPoint(n: bigint, from: number, bits: number): Limits {
  const length = n.toString(2).length
  const power = BigInt(length - 1 - from)
  const scaled = n << BigInt(DIGITS)
  const c = scaled >> BigInt(length - 1)
  const near = c << BigInt(length - 1)
  const rest = doubledArtanh(scaled - near, scaled + near, bits)
  const log = logOfSmall(Number(c), DIGITS, bits)
  const two = logOfSmall(2, 0, bits)
  const [p, q] = power >= 0n ? [two.lo, two.hi] : [two.hi, two.lo]
  return { lo: rest.lo + log.lo + power * p, hi: rest.hi + log.hi + power * q }
}

/** Of more logarithms than these nothing is remembered. */
const MOST_LOGARITHMS = 4096
const logarithms = new Map<string, Limits>()

/** log(c·2^-digits), for 1 ≤ c·2^-digits ≤ 2. These are few, and found once. */
function logOfSmall(c: number, digits: number, bits: number): Limits {
  const key = `${c} ${digits} ${bits}`
  let limits = logarithms.get(key)
  if (!limits) {
    const [above, one] = [BigInt(c), 1n << BigInt(digits)]
    limits = doubledArtanh(above - one, above + one, bits)
    if (logarithms.size >= MOST_LOGARITHMS) logarithms.clear()
    logarithms.set(key, limits)
  }
  return limits
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
