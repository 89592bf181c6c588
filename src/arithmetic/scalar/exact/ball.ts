import { keyOf, parts, type Fraction } from './fraction.ts'

/** Limits on a real number: lo·2^-bits ≤ x ≤ hi·2^-bits. */
export interface Limits {
  readonly lo: bigint
  readonly hi: bigint
}

/** The integer part of n/d, rounded down, for d > 0. */
export const floorDiv = (n: bigint, d: bigint): bigint => {
  const q = n / d
  return n % d < 0n ? q - 1n : q
}
export const ceilDiv = (n: bigint, d: bigint): bigint => -floorDiv(-n, d)

/** A quotient of integers, d > 0. */
function ofQuotient(n: bigint, d: bigint, bits: number): Limits {
  const lo = floorDiv(n << BigInt(bits), d)
  return { lo, hi: lo * d === n << BigInt(bits) ? lo : lo + 1n }
}

export function ofFraction(x: Fraction, bits: number): Limits {
  if (x.d !== 1n) return ofQuotient(...parts(x), bits)
  const shift = x.k + bits
  if (shift >= 0) return { lo: x.n << BigInt(shift), hi: x.n << BigInt(shift) }
  const lo = x.n >> BigInt(-shift)
  // What is shifted out of an odd number is not zero.
  return { lo, hi: lo + 1n }
}

export function product(a: Limits, b: Limits, bits: number): Limits {
  const ends = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi]
  let [least, most] = [ends[0], ends[0]]
  for (const end of ends) {
    if (end < least) least = end
    if (end > most) most = end
  }
  return { lo: least >> BigInt(bits), hi: -(-most >> BigInt(bits)) }
}

/** Halvings that bring an argument of exp below 2^-8. */
const REDUCED = 8

/** Of more powers of e than these nothing is remembered. */
const MOST_POWERS = 4096
const powers = new Map<string, Limits>()

/** e^x for x ≤ 0. The numbers of a case share their powers of e, so these are found once. */
export function expOf(x: Fraction, bits: number): Limits {
  const key = `${keyOf(x)} ${bits}`
  const known = powers.get(key)
  if (known) return known
  if (powers.size >= MOST_POWERS) powers.clear()
  const limits = powerOfE(x, bits)
  powers.set(key, limits)
  return limits
}

/** Taylor's series for -x / 2^j, squared j times, and inverted. */
function powerOfE(x: Fraction, bits: number): Limits {
  const one = 1n << BigInt(bits)
  if (x.n === 0n) return { lo: one, hi: one }
  const [above, below] = parts(x)
  // e^x < 2^-bits.
  if (-above > below * BigInt(bits)) return { lo: 0n, hi: 1n }
  const whole = -above / below
  const halvings = whole.toString(2).length + REDUCED
  // Each squaring doubles the relative error.
  const guarded = bits + 2 * halvings + 16
  const scale = 1n << BigInt(guarded)
  const t = ofQuotient(-above, below << BigInt(halvings), guarded)
  let { lo, hi } = taylor(t, guarded, scale)
  for (let i = 0; i < halvings; i++) {
    lo = (lo * lo) >> BigInt(guarded)
    hi = -((-hi * hi) >> BigInt(guarded))
  }
  const square = 1n << BigInt(bits + guarded)
  return { lo: square / hi, hi: ceilDiv(square, lo) }
}

/** Σ t^k / k! for 0 ≤ t < 1/2; what is left off is less than twice the first term left off. */
function taylor(t: Limits, bits: number, one: bigint): Limits {
  let [lo, hi] = [one, one]
  let [termLo, termHi] = [one, one]
  for (let k = 1n; termHi > 1n; k++) {
    termLo = ((termLo * t.lo) >> BigInt(bits)) / k
    termHi = ceilDiv(-((-termHi * t.hi) >> BigInt(bits)), k)
    lo += termLo
    hi += termHi
  }
  return { lo, hi: hi + 2n * termHi }
}
