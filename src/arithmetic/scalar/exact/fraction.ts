/** A rational number: numerator over a positive denominator, in lowest terms. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const ZERO: Fraction = { n: 0n, d: 1n }
export const ONE: Fraction = { n: 1n, d: 1n }

const size = (x: bigint): bigint => (x < 0n ? -x : x)

const BLOCK = 1024n
const ONES = (1n << BLOCK) - 1n

/** Trailing zeros of the binary form of an integer other than 0. */
function twos(x: bigint): number {
  let count = 0
  for (; (x & ONES) === 0n; count += Number(BLOCK)) x >>= BLOCK
  for (; ; count += 32, x >>= 32n) {
    const low = Number(BigInt.asIntN(32, x))
    if (low !== 0) return count + 31 - Math.clz32(low & -low)
  }
}

/** @throws {RangeError} for a denominator of 0 */
export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new RangeError('a fraction over 0')
  if (n === 0n) return ZERO
  if (d < 0n) [n, d] = [-n, -d]
  if (d === 1n) return { n, d }
  // Most denominators are powers of two.
  const q = twos(d)
  const both = Math.min(q, twos(n))
  if (both > 0) [n, d] = [n >> BigInt(both), d >> BigInt(both)]
  const odd = d >> BigInt(q - both)
  if (odd === 1n) return { n, d }
  let [a, b] = [size(n), odd]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 1n ? { n, d } : { n: n / a, d: d / a }
}

const view = new DataView(new ArrayBuffer(8))

/** A finite float64, exactly. */
export function ofFloat(x: number): Fraction {
  if (Number.isInteger(x)) return { n: BigInt(x), d: 1n }
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const biased = (bits >> 52n) & 0x7ffn
  const mantissa = (bits & 0xfffffffffffffn) | (biased === 0n ? 0n : 1n << 52n)
  const power = (biased === 0n ? 1n : biased) - 1075n
  const n = bits >> 63n ? -mantissa : mantissa
  return power >= 0n ? fraction(n << power) : fraction(n, 1n << -power)
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const mul = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d)
export const neg = (a: Fraction): Fraction => ({ n: -a.n, d: a.d })
/** @throws {RangeError} for 0 */
export const inverse = (a: Fraction): Fraction => (a.n < 0n ? { n: -a.d, d: -a.n } : fraction(a.d, a.n))
export const equal = (a: Fraction, b: Fraction): boolean => a.n === b.n && a.d === b.d
export const less = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d

/** The square root of a square of a rational number; undefined for others. */
export function squareRoot({ n, d }: Fraction): Fraction | undefined {
  const [p, q] = [wholeRoot(n), wholeRoot(d)]
  return p * p === n && q * q === d ? { n: p, d: q } : undefined
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

export const keyOf = ({ n, d }: Fraction): string =>
  d === 1n ? n.toString(36) : `${n.toString(36)}/${d.toString(36)}`
