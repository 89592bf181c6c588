/** m · 2^e. */
export type Dyadic = readonly [m: bigint, e: number]
/** A closed interval. */
export type Enclosure = readonly [lo: Dyadic, hi: Dyadic]

/** Numbers of size 2^this and more are not handled, and those of size 2^-this and less are only told from 0. */
const EXTREME = 2 ** 40
const ZERO: Dyadic = [0n, 0]

/** Bits of the absolute value. */
export const bits = (m: bigint): number => (m === 0n ? 0 : (m < 0n ? -m : m).toString(2).length)
/** |x| < 2^this. */
const top = ([m, e]: Dyadic): number => bits(m) + e
const plus = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic =>
  e < f ? [m + (n << BigInt(f - e)), e] : [(m << BigInt(e - f)) + n, f]
const minus = ([m, e]: Dyadic): Dyadic => [-m, e]
export const sign = ([m]: Dyadic): number => (m > 0n ? 1 : m < 0n ? -1 : 0)
/** Negative when a < b, 0 when they are equal. */
export function order(a: Dyadic, b: Dyadic): number {
  if (sign(a) !== sign(b) || sign(a) === 0) return sign(a) - sign(b)
  return top(a) !== top(b) ? sign(a) * (top(a) - top(b)) : sign(plus(a, minus(b)))
}
const least = (of: readonly Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) < 0 ? b : a))
const most = (of: readonly Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) > 0 ? b : a))

/** Arithmetic on enclosures, rounded outward to so many bits. `undefined` is "anything". */
export function enclosures(precision: number) {
  const down = ([m, e]: Dyadic): Dyadic => {
    if (m !== 0n && bits(m) + e <= -EXTREME) return m > 0n ? ZERO : [-1n, -EXTREME]
    const drop = bits(m) - precision
    return drop > 0 ? [m >> BigInt(drop), e + drop] : [m, e]
  }
  /** Around all of these numbers. */
  const hull = (...of: readonly Dyadic[]): Enclosure | undefined =>
    of.some((x) => top(x) > EXTREME) ? undefined : [down(least(of)), minus(down(minus(most(of))))]
  /** At most a + b; what is far too small beside the other is only known to be below 2^something in size. */
  const sum = (a: Dyadic, b: Dyadic): Dyadic => {
    if (sign(a) === 0 || sign(b) === 0) return sign(a) === 0 ? b : a
    const [large, small] = top(a) < top(b) ? [b, a] : [a, b]
    const far = large[1] - 2 * precision
    return plus(large, top(small) > far ? small : sign(small) > 0 ? ZERO : [-1n, far])
  }
  const add = (a: Enclosure, b: Enclosure): Enclosure | undefined =>
    hull(sum(a[0], b[0]), minus(sum(minus(a[1]), minus(b[1]))))
  const neg = ([lo, hi]: Enclosure): Enclosure => [minus(hi), minus(lo)]
  const mul = (a: Enclosure, b: Enclosure): Enclosure | undefined =>
    hull(...a.flatMap(([m, e]) => b.map(([n, f]): Dyadic => [m * n, e + f])))
  /** m 2^e / (n 2^f) for n > 0, from both sides. */
  const ratio = ([m, e]: Dyadic, [n, f]: Dyadic): readonly Dyadic[] => {
    const more = Math.max(0, precision + bits(n) - bits(m) + 2)
    const shifted = m << BigInt(more)
    const floor = (shifted - (((shifted % n) + n) % n)) / n
    return [floor, shifted % n === 0n ? floor : floor + 1n].map((q) => [q, e - f - more])
  }
  const div = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    if (sign(b[1]) < 0) return div(neg(a), neg(b))
    return sign(b[0]) > 0 ? hull(...a.flatMap((x) => b.flatMap((y) => ratio(x, y)))) : undefined
  }
  const point = (m: bigint | number, e = 0): Enclosure => [down([BigInt(m), e]), minus(down([-BigInt(m), e]))]
  /** e^x: Taylor's series at x/2^k < 1/2 in size, whose rest is less than its last term, squared k times. */
  const expAt = ([m, e]: Dyadic): Enclosure | undefined => {
    if (m === 0n) return point(1)
    if (bits(m) + e > 38) return m > 0n ? undefined : [ZERO, [1n, -(2 ** 38)]]
    const k = Math.max(0, bits(m) + e + 1)
    let [total, term] = [point(1), point(1)]
    for (let n = 1; n < 4 || Math.max(...term.map(top)) > -precision - 8; n++) {
      term = div(mul(term, point(m, e - k))!, point(n))!
      total = add(total, term)!
    }
    const rest = most([...term, ...neg(term)])
    total = add(total, [minus(rest), rest])!
    for (let i = 0; i < k; i++) total = mul(total, total)!
    return total
  }
  /** 2 artanh(z) for 0 ≤ z ≤ 1/3, by its series, whose rest is less than its last term. */
  const twiceArtanh = (z: Enclosure): Enclosure => {
    const square = mul(z, z)!
    let [total, power] = [add(z, z)!, add(z, z)!]
    for (let n = 3; sign(power[1]) > 0 && top(power[1]) > -precision - 8; n += 2) {
      power = mul(power, square)!
      total = add(total, div(power, point(n))!)!
    }
    return add(total, [ZERO, power[1]])!
  }
  /** log x = log m + k log 2 with 1 ≤ m < 2, and log y = 2 artanh((y - 1)/(y + 1)). */
  const logAt = ([m, e]: Dyadic): Enclosure => {
    const unit = 1n << BigInt(bits(m) - 1)
    const two = mul(twiceArtanh(div(point(1), point(3))!), point(bits(m) - 1 + e))!
    return add(twiceArtanh(div(point(m - unit), point(m + unit))!), two)!
  }
  const rootAt = ([m, e]: Dyadic): Enclosure | undefined => {
    if (m === 0n) return [ZERO, ZERO]
    const even = 2 * precision + (Math.abs(e) % 2)
    const n = m << BigInt(even)
    let root = 1n << BigInt(Math.ceil(bits(n) / 2))
    for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next
    return hull([root, (e - even) / 2], [root * root === n ? root : root + 1n, (e - even) / 2])
  }
  const between = (a: Enclosure | undefined, b: Enclosure | undefined): Enclosure | undefined =>
    a && b && [a[0], b[1]]
  return {
    add,
    neg,
    mul,
    div,
    fraction: (n: bigint, d: bigint): Enclosure | undefined => hull(...ratio([n, 0], [d, 0])),
    maximum: (a: Enclosure, b: Enclosure): Enclosure => [most([a[0], b[0]]), most([a[1], b[1]])],
    exp: ([lo, hi]: Enclosure): Enclosure | undefined => between(expAt(lo), expAt(hi)),
    log: ([lo, hi]: Enclosure): Enclosure | undefined =>
      sign(lo) > 0 ? between(logAt(lo), logAt(hi)) : undefined,
    sqrt: ([lo, hi]: Enclosure): Enclosure | undefined =>
      sign(lo) >= 0 ? between(rootAt(lo), rootAt(hi)) : undefined,
  }
}
