/** m · 2^e. */
export type Dyadic = readonly [m: bigint, e: number]
/** A closed interval of dyadic numbers. */
export type Enclosure = readonly [lo: Dyadic, hi: Dyadic]

const bits = (m: bigint): number => (m < 0n ? -m : m).toString(2).length
const shift = (m: bigint, by: number): bigint => (by >= 0 ? m << BigInt(by) : m >> BigInt(-by))
const plus = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic =>
  e < f ? [m + shift(n, f - e), e] : [shift(m, e - f) + n, f]
const times = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic => [m * n, e + f]
const minus = ([m, e]: Dyadic): Dyadic => [-m, e]
const floor = (n: bigint, d: bigint): bigint => (n - (((n % d) + d) % d)) / d
export const sign = ([m]: Dyadic): number => (m > 0n ? 1 : m < 0n ? -1 : 0)
export const order = (a: Dyadic, b: Dyadic): number => sign(plus(a, minus(b)))
const least = (...of: Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) < 0 ? b : a))
const most = (...of: Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) > 0 ? b : a))
const ONE: Dyadic = [1n, 0]

/** Enclosures rounded outward to so many bits. `undefined` is "anything". */
export function enclosures(precision: number) {
  const down = ([m, e]: Dyadic): Dyadic => {
    const drop = bits(m) - precision
    return drop > 0 ? [m >> BigInt(drop), e + drop] : [m, e]
  }
  const up = (x: Dyadic): Dyadic => minus(down(minus(x)))
  const of = (lo: Dyadic, hi: Dyadic): Enclosure => [down(lo), up(hi)]
  /** n/d for d > 0. */
  const ratio = ([m, e]: Dyadic, [n, f]: Dyadic): Enclosure => {
    const more = Math.max(0, precision + bits(n) - bits(m) + 2)
    const q = floor(m << BigInt(more), n)
    return of([q, e - f - more], [q * n === m << BigInt(more) ? q : q + 1n, e - f - more])
  }
  const add = (a: Enclosure, b: Enclosure): Enclosure => of(plus(a[0], b[0]), plus(a[1], b[1]))
  const neg = ([lo, hi]: Enclosure): Enclosure => [minus(hi), minus(lo)]
  const mul = (a: Enclosure, b: Enclosure): Enclosure => {
    const ends = a.flatMap((x) => b.map((y) => times(x, y)))
    return of(least(...ends), most(...ends))
  }
  const div = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    if (sign(b[1]) < 0) return div(neg(a), neg(b))
    if (sign(b[0]) <= 0) return undefined
    const ends = a.flatMap((x) => b.flatMap((y) => ratio(x, y)))
    return of(least(...ends), most(...ends))
  }
  const point = (x: Dyadic): Enclosure => [x, x]
  /** e^x: Taylor's series at x/2^k < 1/2 in size, whose rest is less than its last term, squared k times. */
  const expAt = (x: Dyadic): Enclosure => {
    const k = Math.max(0, bits(x[0]) + x[1] + 1)
    const t = point([x[0], x[1] - k])
    let [sum, term]: Enclosure[] = [point(ONE), point(ONE)] as [Enclosure, Enclosure]
    for (let n = 1; n < 4 || bits(term![1][0]) + term![1][1] > -precision - 8; n++) {
      term = div(mul(term!, t), point([BigInt(n), 0]))!
      term = [least(...term), most(...term)]
      sum = add(sum!, term)
      if (sign(term[0]) === 0 && sign(term[1]) === 0) break
    }
    const size = most(term![1], minus(term![0]))
    let out = add(sum!, [minus(size), size])
    for (let i = 0; i < k; i++) out = mul(out, out)
    return out
  }
  /** 2 artanh(z) for 0 ≤ z ≤ 1/3, by its series, whose rest is less than its last term. */
  const twiceArtanh = (z: Enclosure): Enclosure => {
    const square = mul(z, z)
    let power = add(z, z)
    let sum = power
    for (let n = 3; sign(power[1]) > 0 && bits(power[1][0]) + power[1][1] > -precision - 8; n += 2) {
      power = mul(power, square)
      sum = add(sum, div(power, point([BigInt(n), 0]))!)
    }
    return add(sum, [[0n, 0], power[1]])
  }
  /** log x = log m + k log 2 with 1 ≤ m < 2. */
  const logAt = ([m, e]: Dyadic): Enclosure => {
    const k = bits(m) - 1
    const unit = 1n << BigInt(k)
    const two = twiceArtanh(ratio(ONE, [3n, 0]))
    return add(twiceArtanh(ratio([m - unit, 0], [m + unit, 0])), mul(two, point([BigInt(k + e), 0])))
  }
  const rootAt = ([m, e]: Dyadic): Enclosure => {
    const even = 2 * precision + ((e + 2 * precision) % 2 === 0 ? 0 : 1)
    const n = m << BigInt(even)
    let root = 1n << BigInt(Math.ceil(bits(n) / 2))
    for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next
    const half = (e - even) / 2
    return of([root, half], [root * root === n ? root : root + 1n, half])
  }
  const hull = (a: Enclosure, b: Enclosure): Enclosure => [a[0], b[1]]
  return {
    add,
    neg,
    mul,
    div,
    fraction: (n: bigint, d: bigint): Enclosure => (d < 0n ? ratio([-n, 0], [-d, 0]) : ratio([n, 0], [d, 0])),
    minimum: (a: Enclosure, b: Enclosure): Enclosure => [least(a[0], b[0]), least(a[1], b[1])],
    maximum: (a: Enclosure, b: Enclosure): Enclosure => [most(a[0], b[0]), most(a[1], b[1])],
    exp: ([lo, hi]: Enclosure): Enclosure => hull(expAt(lo), expAt(hi)),
    log: ([lo, hi]: Enclosure): Enclosure | undefined =>
      sign(lo) > 0 ? hull(logAt(lo), logAt(hi)) : undefined,
    sqrt: ([lo, hi]: Enclosure): Enclosure | undefined =>
      sign(lo) >= 0 ? hull(rootAt(lo), rootAt(hi)) : undefined,
  }
}
