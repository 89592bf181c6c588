import { Truth } from '../../../program/truth.ts'
import { ceilDiv, floorDiv, type Limits } from './ball.ts'
import * as s from './exponential-sum.ts'
import type { Sum } from './exponential-sum.ts'
import * as f from './fraction.ts'

/** A quotient of two sums; the lower one is not zero. */
export interface ExactNumber {
  readonly num: Sum
  readonly den: Sum
}

/** Places after the binary point at which a sign is looked for. */
const PRECISIONS = [128, 512, 2048, 8192]
/** The same for sums with opaque numbers, which may be zero. */
const OPAQUE_PRECISIONS = [128, 512, 2048]

const ONE = s.ofTerm(f.ONE)

export const ofRational = (x: f.Fraction): ExactNumber => ({ num: s.ofTerm(x), den: ONE })

export const negated = ({ num, den }: ExactNumber): ExactNumber => ({ num: s.negated(num), den })

/**
 * num/den, both divided by the term of den with the largest exponent, so that equal numbers mostly look equal;
 * undefined for too many terms.
 */
export function quotient(num: Sum, den: Sum): ExactNumber | undefined {
  if (num.size === 0) return { num, den: ONE }
  if (num.size > s.MOST_TERMS || den.size > s.MOST_TERMS) return undefined
  const leading = s.leadingTerm(den)
  if (!leading) return { num, den }
  const { coefficient, exponent } = leading
  const plain = exponent.n === 0n && f.equal(coefficient, f.ONE)
  if (plain) return { num, den: den.size === 1 ? ONE : den }
  const factor = s.ofTerm(f.inverse(coefficient), f.neg(exponent))
  return { num: s.times(num, factor), den: den.size === 1 ? ONE : s.times(den, factor) }
}

/** The sign of a sum: -1, 0 or 1; undefined when it was not found. */
export function signOfSum(a: Sum): -1 | 0 | 1 | undefined {
  if (a.size === 0) return 0
  const signs = new Set(Array.from(a.values(), ({ coefficient }) => coefficient.n > 0n))
  if (signs.size === 1 && !s.isOpaque(a)) return signs.has(true) ? 1 : -1
  const shift = s.largest(a)
  for (const bits of s.isOpaque(a) ? OPAQUE_PRECISIONS : PRECISIONS) {
    const limits = s.limitsOf(a, shift, bits)
    if (!limits) return undefined
    if (limits.lo > 0n) return 1
    if (limits.hi < 0n) return -1
  }
  return undefined
}

export function signOf({ num, den }: ExactNumber): -1 | 0 | 1 | undefined {
  const above = signOfSum(num)
  if (above === 0 || den === ONE) return above
  const below = signOfSum(den)
  return above === undefined || !below ? undefined : ((above * below) as -1 | 1)
}

export function difference(a: ExactNumber, b: ExactNumber): ExactNumber | undefined {
  if (b.num.size === 0) return a
  const minus = s.negated(b.num)
  if (a.num.size === 0) return { num: minus, den: b.den }
  if (s.same(a.den, b.den)) return quotient(s.add(a.num, minus), a.den)
  if (
    a.num.size * b.den.size + b.num.size * a.den.size > s.MOST_TERMS ||
    a.den.size * b.den.size > s.MOST_TERMS
  )
    return undefined
  return quotient(s.add(s.times(a.num, b.den), s.times(minus, a.den)), s.times(a.den, b.den))
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
