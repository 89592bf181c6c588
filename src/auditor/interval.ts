import { spend } from './limits.ts'

/** m · 2^e. */
export type Dyadic = readonly [m: bigint, e: number]
/** A closed interval. */
export type Enclosure = readonly [lo: Dyadic, hi: Dyadic]
export type Enclosures = ReturnType<typeof fourOperations>

/** Numbers of size 2^this and more are not handled, and those of size 2^-this and less are only told from 0. */
const EXTREME = 2 ** 40
export const ZERO: Dyadic = [0n, 0]

/** Bits of the absolute value. */
export function bits(m: bigint): number {
  const digits = (m < 0n ? -m : m).toString(16)
  return 4 * digits.length + 28 - Math.clz32(parseInt(digits[0], 16))
}
/** The same, or one beside it: enough to choose how many are kept. */
export function bitsOrSo(m: bigint): number {
  const about = Math.abs(Number(m))
  return about < Infinity ? Math.floor(Math.log2(about || 1)) + 1 : bits(m)
}
/** The root of a whole number above 0, rounded down. */
export function root(n: bigint): bigint {
  let below = 1n << BigInt(Math.ceil(bits(n) / 2))
  for (let next = (below + n / below) >> 1n; next < below; next = (below + n / below) >> 1n) below = next
  return below
}
/** |x| < 2^this. */
export const top = ([m, e]: Dyadic): number => (m === 0n ? -Infinity : bits(m) + e)
/** Whether a number may be one of those that are not handled. */
const isFar = ([, e]: Dyadic): boolean => Math.abs(e) > EXTREME / 2
const plus = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic =>
  e < f ? [m + (n << BigInt(f - e)), e] : [(m << BigInt(e - f)) + n, f]
export const minus = ([m, e]: Dyadic): Dyadic => [-m, e]
export const sign = ([m]: Dyadic): number => (m > 0n ? 1 : m < 0n ? -1 : 0)
export function order(a: Dyadic, b: Dyadic): number {
  const apart = sign(a) - sign(b)
  if (apart !== 0 || a === b) return apart
  const near = Math.abs(a[1] - b[1]) < 4096
  return (near ? 0 : sign(a) * (top(a) - top(b))) || sign(plus(a, minus(b)))
}
const times = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic => [m * n, e + f]
/** Of 0 an interval lies to one side, or to none. */
const sideOf = ([lo, hi]: Enclosure): number => (sign(lo) >= 0 ? 1 : sign(hi) <= 0 ? -1 : 0)
export const least = (...of: readonly Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) < 0 ? b : a))
export const most = (...of: readonly Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) > 0 ? b : a))

/** The four operations on enclosures, rounded outward to so many bits. `undefined` is "anything". */
export function fourOperations(precision: number) {
  const unit = 1n << BigInt(precision)
  const cost = precision / 192
  const down = (x: Dyadic): Dyadic => {
    const [m, e] = x
    if (isFar(x) && m !== 0n && top(x) <= -EXTREME) return m > 0n ? ZERO : [-1n, -EXTREME]
    if (m < unit && -m < unit) return x
    const drop = bitsOrSo(m) - precision
    return drop > 0 ? [m >> BigInt(drop), e + drop] : x
  }
  const between = (lo: Dyadic, hi: Dyadic): Enclosure | undefined => {
    spend(cost)
    if ((isFar(lo) && top(lo) > EXTREME) || (isFar(hi) && top(hi) > EXTREME)) return undefined
    return [down(lo), minus(down(minus(hi)))]
  }
  /** Around all of these numbers. */
  const hull = (...of: readonly Dyadic[]): Enclosure | undefined => between(least(...of), most(...of))
  /** At most a + b; what is far too small beside the other is only known to be below 2^something in size. */
  const sum = (a: Dyadic, b: Dyadic): Dyadic => {
    if (sign(a) === 0 || sign(b) === 0) return sign(a) === 0 ? b : a
    if (Math.abs(a[1] - b[1]) <= 2 * precision) return plus(a, b)
    const [large, small] = top(a) < top(b) ? [b, a] : [a, b]
    const far = large[1] - 2 * precision
    return plus(large, top(small) > far ? small : sign(small) > 0 ? ZERO : [-1n, far])
  }
  const neg = ([lo, hi]: Enclosure): Enclosure => [minus(hi), minus(lo)]
  const add = (a: Enclosure, b: Enclosure): Enclosure | undefined =>
    between(sum(a[0], b[0]), minus(sum(minus(a[1]), minus(b[1]))))
  const mul = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    const [p, q] = [sideOf(a), sideOf(b)]
    if (p === 0 || q === 0) return hull(...a.flatMap((x) => b.map((y) => times(x, y))))
    const [c, d] = [p < 0 ? neg(a) : a, q < 0 ? neg(b) : b]
    const found = between(times(c[0], d[0]), times(c[1], d[1]))
    return found && p !== q ? neg(found) : found
  }
  /** m 2^e / (n 2^f) for n > 0, from both sides. */
  const ratio = ([m, e]: Dyadic, [n, f]: Dyadic): readonly Dyadic[] => {
    const more = Math.max(0, precision + bitsOrSo(n) - bitsOrSo(m) + 4)
    const [q, rest] = [(m << BigInt(more)) / n, (m << BigInt(more)) % n]
    return [rest < 0n ? q - 1n : q, rest > 0n ? q + 1n : q].map((side) => [side, e - f - more])
  }
  const div = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    if (sign(b[1]) < 0) return div(neg(a), neg(b))
    if (sign(b[0]) <= 0) return undefined
    const [low, high] = [b[sign(a[0]) < 0 ? 0 : 1], b[sign(a[1]) < 0 ? 1 : 0]]
    return between(ratio(a[0], low)[0], ratio(a[1], high)[1])
  }
  const point = (m: bigint | number, e = 0): Enclosure => hull([BigInt(m), e])!
  const maximum = (a: Enclosure, b: Enclosure): Enclosure => [most(a[0], b[0]), most(a[1], b[1])]
  return { precision, hull, neg, add, mul, div, point, maximum }
}
