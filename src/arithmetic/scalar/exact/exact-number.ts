import { Truth } from '../../../program/truth.ts'
import { ceilDiv, floorDiv, type Limits } from './ball.ts'
import * as s from './exponential-sum.ts'
import type { Sum } from './exponential-sum.ts'
import * as f from './fraction.ts'

/** A quotient of two sums; the lower one is not zero, and `s.ONE` itself where it is 1. */
export interface ExactNumber {
  readonly num: Sum
  readonly den: Sum
}

/** Places after the binary point at which a sign is looked for. */
const PRECISIONS = [128, 512, 2048, 8192]
/** The same for sums with opaque numbers, which may be zero. */
const OPAQUE_PRECISIONS = [128, 512, 2048]

/** A rational number, as most are. It is written as a sum only where it meets another kind. */
class RationalNumber implements ExactNumber {
  readonly den = s.ONE
  private sum: Sum | undefined

  constructor(readonly rational: f.Fraction) {}

  get num(): Sum {
    return (this.sum ??= s.ofTerm(this.rational))
  }
}

export const ofRational = (x: f.Fraction): ExactNumber => new RationalNumber(x)

/** The rational number that a number is; undefined for others, and for a quotient that does not look like one. */
export function rationalOf(a: ExactNumber): f.Fraction | undefined {
  if (a instanceof RationalNumber) return a.rational
  return a.den === s.ONE ? s.rationalOf(a.num) : undefined
}

export function negated(a: ExactNumber): ExactNumber {
  if (a instanceof RationalNumber) return ofRational(f.neg(a.rational))
  return { num: s.negated(a.num), den: a.den }
}

/**
 * num/den, so that equal numbers mostly look equal up to a rational factor: both are divided by the power of e, the power
 * of two and the sign of the term of den with the largest exponent, and by all of it where den has no other. To divide by
 * its other factors too would take greatest common divisors. Undefined for too many terms.
 */
export function quotient(num: Sum, den: Sum): ExactNumber | undefined {
  if (num.size > s.MOST_TERMS || den.size > s.MOST_TERMS) return undefined
  return reduced(num, den, inverseOfTwosAndSign)
}

const inverseOfTwosAndSign: Inverse = ({ n, k }) => ({ n: n < 0n ? -1n : 1n, d: 1n, k: -k })

/** The same number in the form in which equal numbers look equal: the leading term of den is 1. */
export const canonical = ({ num, den }: ExactNumber): ExactNumber => reduced(num, den, f.inverse)

/** @param inverse by which both are multiplied, of the coefficient of the leading term of den */
function reduced(num: Sum, den: Sum, inverse: (coefficient: f.Fraction) => f.Fraction): ExactNumber {
  if (num.size === 0) return ofRational(f.ZERO)
  if (den === s.ONE) return ofSum(num)
  const { by, den: below } = reducedDenominator(den, inverse)
  if (!by) return { num, den }
  const above = s.times(num, by)
  return below === s.ONE ? ofSum(above) : { num: above, den: below }
}

function ofSum(num: Sum): ExactNumber {
  const rational = s.rationalOf(num)
  return rational ? ofRational(rational) : { num, den: s.ONE }
}

/** What both sums of a quotient are multiplied by, and what that makes of the lower one; nothing for opaque numbers. */
interface Reduction {
  readonly by: Sum | undefined
  readonly den: Sum
}

type Inverse = (coefficient: f.Fraction) => f.Fraction

const reductions = new WeakMap<Inverse, WeakMap<Sum, Reduction>>()

/** Found once for each denominator: the weights of one row share theirs, and are to share it afterwards. */
function reducedDenominator(den: Sum, inverse: Inverse): Reduction {
  let ofSums = reductions.get(inverse)
  if (!ofSums) reductions.set(inverse, (ofSums = new WeakMap()))
  let found = ofSums.get(den)
  if (!found) ofSums.set(den, (found = reductionOf(den, inverse)))
  return found
}

function reductionOf(den: Sum, inverse: Inverse): Reduction {
  const leading = s.leadingTerm(den)
  if (!leading) return { by: undefined, den }
  const { coefficient, exponent } = leading
  const only = den.size === 1
  const by = s.ofTerm(only ? f.inverse(coefficient) : inverse(coefficient), f.neg(exponent))
  return { by, den: only ? s.ONE : s.times(den, by) }
}

/** The sign of a sum: -1, 0 or 1; undefined when it was not found. */
export function signOfSum(a: Sum): -1 | 0 | 1 | undefined {
  if (a.size === 0) return 0
  const opaque = s.isOpaque(a)
  const sign = opaque ? undefined : commonSign(a)
  if (sign) return sign
  const shift = s.largest(a)
  for (const bits of opaque ? OPAQUE_PRECISIONS : PRECISIONS) {
    const limits = s.limitsOf(a, shift, bits)
    if (!limits) return undefined
    if (limits.lo > 0n) return 1
    if (limits.hi < 0n) return -1
  }
  return undefined
}

/** Whether a sum is certainly not zero. */
export const isNotZero = (a: Sum): boolean => (s.isOpaque(a) ? Boolean(signOfSum(a)) : a.size > 0)

/**
 * Whether a = b follows from how the two are written, opaque numbers taken for independent ones; undefined for too many
 * terms. Without opaque numbers a ≠ b follows otherwise.
 */
export function haveOneForm(a: ExactNumber, b: ExactNumber): boolean | undefined {
  if (a instanceof RationalNumber && b instanceof RationalNumber) return f.equal(a.rational, b.rational)
  const ratio = s.ratio(a.den, b.den)
  if (ratio) return s.same(a.num, s.scaled(b.num, ratio))
  if (Math.max(a.num.size * b.den.size, b.num.size * a.den.size) > s.MOST_TERMS) return undefined
  return s.same(s.times(a.num, b.den), s.times(b.num, a.den))
}

/** That of all coefficients, where they have one. */
function commonSign(a: Sum): -1 | 1 | undefined {
  let common: -1 | 1 | undefined
  for (const { coefficient } of a.values()) {
    const sign = coefficient.n < 0n ? -1 : 1
    if (common !== undefined && common !== sign) return undefined
    common = sign
  }
  return common
}

export function signOf(a: ExactNumber): -1 | 0 | 1 | undefined {
  const rational = rationalOf(a)
  if (rational) return rational.n === 0n ? 0 : rational.n < 0n ? -1 : 1
  const { num, den } = a
  const above = signOfSum(num)
  if (above === 0 || den === s.ONE) return above
  const below = signOfSum(den)
  return above === undefined || !below ? undefined : ((above * below) as -1 | 1)
}

/** The sum of the two; undefined for too many terms. */
export function added(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
  if (a instanceof RationalNumber && b instanceof RationalNumber)
    return ofRational(f.add(a.rational, b.rational))
  if (b.num.size === 0) return a
  if (a.num.size === 0) return b
  // a.den is this number times b.den.
  const ratio = s.ratio(a.den, b.den)
  if (ratio) return quotient(s.add(a.num, s.scaled(b.num, ratio)), a.den)
  if (
    a.num.size * b.den.size + b.num.size * a.den.size > s.MOST_TERMS ||
    a.den.size * b.den.size > s.MOST_TERMS
  )
    return undefined
  return quotient(s.add(s.times(a.num, b.den), s.times(b.num, a.den)), s.times(a.den, b.den))
}

export const difference = (a: ExactNumber, b: ExactNumber): ExactNumber | undefined => added(a, negated(b))

/** The sum of all; undefined for too many terms. */
export function total(of: readonly ExactNumber[]): ExactNumber | undefined {
  if (of.every((a) => a instanceof RationalNumber))
    return ofRational(f.total(of.map(({ rational }) => rational)))
  const [{ den }] = of
  const nums: Sum[] = []
  for (const a of of) {
    // den is this number times a.den.
    const ratio = s.ratio(den, a.den)
    if (ratio) nums.push(s.scaled(a.num, ratio))
  }
  if (nums.length === of.length) {
    const num = s.total(nums)
    return num && quotient(num, den)
  }
  return of.reduce<ExactNumber | undefined>((sum, next) => sum && added(sum, next), ofRational(f.ZERO))
}

/** Limits on a number, places after the binary point; undefined where they were not found. */
export function limitsOf({ num, den }: ExactNumber, bits: number): Limits | undefined {
  const [p, q] = [s.largest(num), s.largest(den)]
  const shift = f.less(p, q) ? q : p
  // A lower sum that is small beside the upper one needs more places.
  for (const extra of [16, bits, 8 * bits, 32 * bits]) {
    const at = bits + extra
    const [above, below] = [s.limitsOf(num, shift, at), s.limitsOf(den, shift, at)]
    if (!above || !below) return undefined
    if (below.lo <= 0n && below.hi >= 0n) continue
    const ends = [above.lo, above.hi].flatMap((x) =>
      [below.lo, below.hi].map((y): [bigint, bigint] => [x, y]),
    )
    const scaled = ends.map(([x, y]): [bigint, bigint] =>
      y < 0n ? [-x << BigInt(bits), -y] : [x << BigInt(bits), y],
    )
    let [lo, hi] = [floorDiv(...scaled[0]), ceilDiv(...scaled[0])]
    for (const end of scaled) {
      const [low, high] = [floorDiv(...end), ceilDiv(...end)]
      if (low < lo) lo = low
      if (high > hi) hi = high
    }
    return { lo, hi }
  }
  return undefined
}

/** Whether a < b, or a ≤ b, or a = b, from the sign of a - b. */
export const truthOf = (sign: -1 | 0 | 1 | undefined, holds: (sign: -1 | 0 | 1) => boolean): Truth =>
  sign === undefined ? Truth.Undecided : holds(sign) ? Truth.True : Truth.False
