/** m · 2^e. */
export type Dyadic = readonly [m: bigint, e: number]
/** A closed interval. */
export type Enclosure = readonly [lo: Dyadic, hi: Dyadic]
export type Enclosures = ReturnType<typeof fourOperations>

/** Numbers of size 2^this and more are not handled, and those of size 2^-this and less are only told from 0. */
const EXTREME = 2 ** 40
export const ZERO: Dyadic = [0n, 0]

/** Bits of the absolute value. */
export const bits = (m: bigint): number => (m === 0n ? 0 : (m < 0n ? -m : m).toString(2).length)
/** |x| < 2^this. */
export const top = ([m, e]: Dyadic): number => (m === 0n ? -Infinity : bits(m) + e)
const plus = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic =>
  e < f ? [m + (n << BigInt(f - e)), e] : [(m << BigInt(e - f)) + n, f]
export const minus = ([m, e]: Dyadic): Dyadic => [-m, e]
export const sign = ([m]: Dyadic): number => (m > 0n ? 1 : m < 0n ? -1 : 0)
export const order = (a: Dyadic, b: Dyadic): number =>
  sign(a) - sign(b) || sign(a) * (top(a) - top(b)) || sign(plus(a, minus(b)))
export const least = (...of: readonly Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) < 0 ? b : a))
export const most = (...of: readonly Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) > 0 ? b : a))

/** The four operations on enclosures, rounded outward to so many bits. `undefined` is "anything". */
export function fourOperations(precision: number) {
  const down = ([m, e]: Dyadic): Dyadic => {
    if (m !== 0n && bits(m) + e <= -EXTREME) return m > 0n ? ZERO : [-1n, -EXTREME]
    const drop = bits(m) - precision
    return drop > 0 ? [m >> BigInt(drop), e + drop] : [m, e]
  }
  /** Around all of these numbers. */
  const hull = (...of: readonly Dyadic[]): Enclosure | undefined =>
    of.some((x) => top(x) > EXTREME) ? undefined : [down(least(...of)), minus(down(minus(most(...of))))]
  /** At most a + b; what is far too small beside the other is only known to be below 2^something in size. */
  const sum = (a: Dyadic, b: Dyadic): Dyadic => {
    if (sign(a) === 0 || sign(b) === 0) return sign(a) === 0 ? b : a
    const [large, small] = top(a) < top(b) ? [b, a] : [a, b]
    const far = large[1] - 2 * precision
    return plus(large, top(small) > far ? small : sign(small) > 0 ? ZERO : [-1n, far])
  }
  const neg = ([lo, hi]: Enclosure): Enclosure => [minus(hi), minus(lo)]
  const add = (a: Enclosure, b: Enclosure): Enclosure | undefined =>
    hull(sum(a[0], b[0]), minus(sum(minus(a[1]), minus(b[1]))))
  const mul = (a: Enclosure, b: Enclosure): Enclosure | undefined =>
    hull(...a.flatMap(([m, e]) => b.map(([n, f]): Dyadic => [m * n, e + f])))
  /** m 2^e / (n 2^f) for n > 0, from both sides. */
  const ratio = ([m, e]: Dyadic, [n, f]: Dyadic): readonly Dyadic[] => {
    const more = Math.max(0, precision + bits(n) - bits(m) + 2)
    const [q, rest] = [(m << BigInt(more)) / n, (m << BigInt(more)) % n]
    return [rest < 0n ? q - 1n : q, rest > 0n ? q + 1n : q].map((side) => [side, e - f - more])
  }
  const div = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    if (sign(b[1]) < 0) return div(neg(a), neg(b))
    return sign(b[0]) > 0 ? hull(...a.flatMap((x) => b.flatMap((y) => ratio(x, y)))) : undefined
  }
  const point = (m: bigint | number, e = 0): Enclosure => hull([BigInt(m), e])!
  const maximum = (a: Enclosure, b: Enclosure): Enclosure => [most(a[0], b[0]), most(a[1], b[1])]
  return { precision, hull, neg, add, mul, div, point, maximum }
}
