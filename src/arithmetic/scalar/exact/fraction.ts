/**
 * A rational number n/d · 2^k in lowest terms: n and d are odd, and d is positive. Zero is 0/1 · 2^0. What is computed from
 * float32 numbers without a quotient has d = 1, so that its powers of two never stand in an integer.
 */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
  readonly k: number
}

export const ZERO: Fraction = { n: 0n, d: 1n, k: 0 }
export const ONE: Fraction = { n: 1n, d: 1n, k: 0 }

const size = (x: bigint): bigint => (x < 0n ? -x : x)

const BLOCK = 1024n
const ONES = (1n << BLOCK) - 1n

/** Trailing zeros of the binary form of an integer other than 0. */
function twos(x: bigint): number {
  let count = 0
  for (let low = lowest(x); ; low = lowest(x)) {
    if (low !== 0) return count + 31 - Math.clz32(low & -low)
    const block = (x & ONES) === 0n
    count += block ? Number(BLOCK) : 32
    x >>= block ? BLOCK : 32n
  }
}

const lowest = (x: bigint): number => Number(BigInt.asIntN(32, x))

/** n/d · 2^k of any integers. @throws {RangeError} for a denominator of 0 */
export function fraction(n: bigint, d = 1n, k = 0): Fraction {
  if (d === 0n) throw new RangeError('a fraction over 0')
  if (n === 0n) return ZERO
  const [above, below] = [twos(n), d === 1n ? 0 : twos(d)]
  const odd = below > 0 ? d >> BigInt(below) : d
  return lowestTerms(above > 0 ? n >> BigInt(above) : n, odd, k + above - below)
}

/** Of odd numbers. */
function lowestTerms(n: bigint, d: bigint, k: number): Fraction {
  if (d === 1n) return { n, d, k }
  if (d < 0n) [n, d] = [-n, -d]
  const common = greatestDivisor(n, d)
  return common === 1n ? { n, d, k } : { n: n / common, d: d / common, k }
}

const SAFE = 2n ** 53n

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b >= SAFE || b <= -SAFE) [a, b] = [b, a % b]
  if (b === 0n) return size(a)
  // What is left fits into numbers, which takes a tenth of the time.
  let [x, y] = [Number(b), Number(a % b)]
  while (y !== 0) [x, y] = [y, x % y]
  return BigInt(Math.abs(x))
}

/** The least whole number that is a multiple of all these odd ones. */
export function commonMultiple(of: Iterable<bigint>): bigint {
  let out = 1n
  for (const d of of) if (d !== 1n) out *= d / greatestDivisor(out, d)
  return out
}

const view = new DataView(new ArrayBuffer(8))

/** A finite float64, exactly. */
export function ofFloat(x: number): Fraction {
  if (Number.isSafeInteger(x)) return fraction(BigInt(x))
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const biased = (bits >> 52n) & 0x7ffn
  const mantissa = (bits & 0xfffffffffffffn) | (biased === 0n ? 0n : 1n << 52n)
  return fraction(bits >> 63n ? -mantissa : mantissa, 1n, Number(biased === 0n ? 1n : biased) - 1075)
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n) return b
  if (b.n === 0n) return a
  if (a.d === b.d) return lowestSum(a.n, a.k, b.n, b.k, a.d, a.d)
  // Only what divides both denominators can divide the sum of the numerators (Knuth, The Art of Computer Programming 2, 4.5.1).
  const common = a.d === 1n || b.d === 1n ? 1n : greatestDivisor(a.d, b.d)
  if (common === 1n) return lowestSum(a.n * b.d, a.k, b.n * a.d, b.k, a.d * b.d, 1n)
  const [p, q] = [a.d / common, b.d / common]
  return lowestSum(a.n * q, a.k, b.n * p, b.k, a.d * q, common)
}

/** (p·2^j + q·2^k) / d, where p and q are odd, and only what divides `shared` can be cancelled. */
function lowestSum(p: bigint, j: number, q: bigint, k: number, d: bigint, shared: bigint): Fraction {
  // One of them even and one odd: nothing but the odd parts can cancel.
  if (j > k) return cancelled((p << BigInt(j - k)) + q, d, k, shared)
  if (j < k) return cancelled(p + (q << BigInt(k - j)), d, j, shared)
  const sum = p + q
  if (sum === 0n) return ZERO
  const zeros = twos(sum)
  return cancelled(sum >> BigInt(zeros), d, k + zeros, shared)
}

function cancelled(n: bigint, d: bigint, k: number, shared: bigint): Fraction {
  const common = shared === 1n ? 1n : greatestDivisor(n, shared)
  return common === 1n ? { n, d, k } : { n: n / common, d: d / common, k }
}

/** The sum of all. */
export function total(of: readonly Fraction[]): Fraction {
  let least = Infinity
  for (const { n, d, k } of of) {
    if (d !== 1n) return of.reduce(add, ZERO)
    if (n !== 0n && k < least) least = k
  }
  let sum = 0n
  for (const { n, k } of of) if (n !== 0n) sum += k === least ? n : n << BigInt(k - least)
  return sum === 0n ? ZERO : fraction(sum, 1n, least)
}

export function mul(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n || b.n === 0n) return ZERO
  const k = a.k + b.k
  if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n, k }
  // Both are in lowest terms, so that only a numerator and the other denominator have something in common.
  const p = b.d === 1n ? 1n : greatestDivisor(a.n, b.d)
  const q = a.d === 1n ? 1n : greatestDivisor(b.n, a.d)
  if (p === 1n && q === 1n) return { n: a.n * b.n, d: a.d * b.d, k }
  return { n: (a.n / p) * (b.n / q), d: (a.d / q) * (b.d / p), k }
}

export const neg = ({ n, d, k }: Fraction): Fraction => ({ n: -n, d, k })
/** @throws {RangeError} for 0 */
export function inverse({ n, d, k }: Fraction): Fraction {
  if (n === 0n) throw new RangeError('the inverse of 0')
  return n < 0n ? { n: -d, d: -n, k: -k } : { n: d, d: n, k: -k }
}
/** a/b, which is `ONE` itself where both are the same. @throws {RangeError} for b = 0 */
export const quotient = (a: Fraction, b: Fraction): Fraction => (equal(a, b) ? ONE : mul(a, inverse(b)))
export const equal = (a: Fraction, b: Fraction): boolean => a.n === b.n && a.k === b.k && a.d === b.d
export function less(a: Fraction, b: Fraction): boolean {
  const [p, q] = [a.n * b.d, b.n * a.d]
  return a.k >= b.k ? p << BigInt(a.k - b.k) < q : p < q << BigInt(b.k - a.k)
}

/** At least as many binary digits as the number has before its point, and at most 8 more; negative for one near 0. */
export const mostDigits = ({ n, d, k }: Fraction): number =>
  4 * n.toString(16).length + k - 4 * d.toString(16).length + 4

/** Numerator and positive denominator. */
export const parts = ({ n, d, k }: Fraction): readonly [above: bigint, below: bigint] =>
  k >= 0 ? [n << BigInt(k), d] : [n, d << BigInt(-k)]

export const isWhole = ({ d, k }: Fraction): boolean => d === 1n && k >= 0

/** a^power, for a power of at least 0. */
export const toPower = ({ n, d, k }: Fraction, power: number): Fraction => ({
  n: n ** BigInt(power),
  d: d ** BigInt(power),
  k: k * power,
})

/** The square root of a square of a rational number; undefined for others. */
export function squareRoot({ n, d, k }: Fraction): Fraction | undefined {
  const [p, q] = [wholeRoot(n), wholeRoot(d)]
  return k % 2 === 0 && p * p === n && q * q === d ? { n: p, d: q, k: k / 2 } : undefined
}

/** The integer part of the square root of a non-negative integer (Newton). */
export function wholeRoot(x: bigint): bigint {
  if (x < 2n) return x < 0n ? -1n : x
  let root = 1n << BigInt(Math.ceil(x.toString(2).length / 2))
  for (;;) {
    const next = (root + x / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** In base 32, which is found fast: `n^k/d`, where neither a power of two nor a denominator of 1 is written. */
export const keyOf = ({ n, d, k }: Fraction): string =>
  `${n.toString(32)}${k === 0 ? '' : `^${k}`}${d === 1n ? '' : `/${d.toString(32)}`}`
