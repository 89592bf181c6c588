/** m · 2^e. */
export type Dyadic = readonly [m: bigint, e: number]
/** A closed interval of dyadic numbers. */
export type Enclosure = readonly [lo: Dyadic, hi: Dyadic]

/** Numbers of size 2^this and more are not handled, and those of size 2^-this and less are only told from 0. */
const EXTREME = 2 ** 40
const ZERO: Dyadic = [0n, 0]
const ONE: Dyadic = [1n, 0]

/** Bits of the absolute value. */
function bits(m: bigint): number {
  const digits = (m < 0n ? -m : m).toString(16)
  return 4 * digits.length - (m === 0n ? 4 : Math.clz32(parseInt(digits[0]!, 16)) - 28)
}
/** |x| < 2^this. */
const top = ([m, e]: Dyadic): number => bits(m) + e
const plus = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic =>
  e < f ? [m + (n << BigInt(f - e)), e] : [(m << BigInt(e - f)) + n, f]
const times = ([m, e]: Dyadic, [n, f]: Dyadic): Dyadic => [m * n, e + f]
const minus = ([m, e]: Dyadic): Dyadic => [-m, e]
const floor = (n: bigint, d: bigint): bigint => (n - (((n % d) + d) % d)) / d
export const sign = ([m]: Dyadic): number => (m > 0n ? 1 : m < 0n ? -1 : 0)
/** Negative when a < b, 0 when they are equal. */
export function order(a: Dyadic, b: Dyadic): number {
  if (sign(a) !== sign(b)) return sign(a) - sign(b)
  return sign(a) !== 0 && top(a) !== top(b) ? sign(a) * (top(a) - top(b)) : sign(plus(a, minus(b)))
}
const least = (...of: Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) < 0 ? b : a))
const most = (...of: Dyadic[]): Dyadic => of.reduce((a, b) => (order(b, a) > 0 ? b : a))

/** Arithmetic on enclosures, rounded outward to so many bits. `undefined` is "anything". */
export function enclosures(precision: number) {
  const down = (x: Dyadic): Dyadic => {
    if (sign(x) === 0) return ZERO
    if (top(x) <= -EXTREME) return sign(x) > 0 ? ZERO : [-1n, -EXTREME]
    const drop = bits(x[0]) - precision
    return drop > 0 ? [x[0] >> BigInt(drop), x[1] + drop] : x
  }
  const up = (x: Dyadic): Dyadic => minus(down(minus(x)))
  const of = (lo: Dyadic, hi: Dyadic): Enclosure | undefined =>
    top(lo) > EXTREME || top(hi) > EXTREME ? undefined : [down(lo), up(hi)]
  /** At most a + b; what is far too small beside the other is only known to be below 2^something in size. */
  const plusDown = (a: Dyadic, b: Dyadic): Dyadic => {
    if (sign(a) === 0 || sign(b) === 0) return sign(a) === 0 ? b : a
    const [large, small] = top(a) < top(b) ? [b, a] : [a, b]
    const far = large[1] - 2 * precision
    return plus(large, top(small) > far ? small : sign(small) > 0 ? ZERO : [-1n, far])
  }
  /** n/d for d > 0. */
  const ratio = ([m, e]: Dyadic, [n, f]: Dyadic): Enclosure | undefined => {
    const more = Math.max(0, precision + bits(n) - bits(m) + 2)
    const q = floor(m << BigInt(more), n)
    return of([q, e - f - more], [q * n === m << BigInt(more) ? q : q + 1n, e - f - more])
  }
  const add = (a: Enclosure, b: Enclosure): Enclosure | undefined =>
    of(plusDown(a[0], b[0]), minus(plusDown(minus(a[1]), minus(b[1]))))
  const neg = ([lo, hi]: Enclosure): Enclosure => [minus(hi), minus(lo)]
  const abs = ([lo, hi]: Enclosure): Enclosure =>
    sign(lo) >= 0 ? [lo, hi] : sign(hi) <= 0 ? neg([lo, hi]) : [ZERO, most(minus(lo), hi)]
  const mul = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    const ends = a.flatMap((x) => b.map((y) => times(x, y)))
    return of(least(...ends), most(...ends))
  }
  const div = (a: Enclosure, b: Enclosure): Enclosure | undefined => {
    if (sign(b[1]) < 0) return div(neg(a), neg(b))
    if (sign(b[0]) <= 0) return undefined
    const parts = a.flatMap((x) => b.map((y) => ratio(x, y)))
    if (parts.includes(undefined)) return undefined
    return of(least(...parts.map((p) => p![0])), most(...parts.map((p) => p![1])))
  }
  const point = (x: Dyadic): Enclosure => [x, x]
  /** e^x: Taylor's series at x/2^k < 1/2 in size, whose rest is less than its last term, squared k times. */
  const expAt = (x: Dyadic): Enclosure | undefined => {
    if (sign(x) === 0) return point(ONE)
    if (top(x) > 38) return sign(x) > 0 ? undefined : [ZERO, [1n, -(2 ** 38)]]
    const k = Math.max(0, top(x) + 1)
    const t = point([x[0], x[1] - k])
    let [sum, term]: Enclosure[] = [point(ONE), point(ONE)] as [Enclosure, Enclosure]
    for (let n = 1; n < 4 || top(term![0]) > -precision - 8; n++) {
      term = div(mul(term!, t)!, point([BigInt(n), 0]))!
      sum = add(sum!, term)!
    }
    const size = most(term![1], minus(term![0]))
    let out = add(sum!, [minus(size), size])!
    for (let i = 0; i < k; i++) out = mul(out, out)!
    return out
  }
  /** 2 artanh(z) for 0 ≤ z ≤ 1/3, by its series, whose rest is less than its last term. */
  const twiceArtanh = (z: Enclosure): Enclosure => {
    const square = mul(z, z)!
    let power = add(z, z)!
    let sum = power
    for (let n = 3; sign(power[1]) > 0 && top(power[1]) > -precision - 8; n += 2) {
      power = mul(power, square)!
      sum = add(sum, div(power, point([BigInt(n), 0]))!)!
    }
    return add(sum, [ZERO, power[1]])!
  }
  /** log x = log m + k log 2 with 1 ≤ m < 2. */
  const logAt = ([m, e]: Dyadic): Enclosure => {
    const k = bits(m) - 1
    const unit = 1n << BigInt(k)
    const two = twiceArtanh(ratio(ONE, [3n, 0])!)
    return add(twiceArtanh(ratio([m - unit, 0], [m + unit, 0])!), mul(two, point([BigInt(k + e), 0]))!)!
  }
  const rootAt = ([m, e]: Dyadic): Enclosure => {
    if (m === 0n) return point(ZERO)
    const even = 2 * precision + ((e + 2 * precision) % 2 === 0 ? 0 : 1)
    const n = m << BigInt(even)
    let root = 1n << BigInt(Math.ceil(bits(n) / 2))
    for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next
    const half = (e - even) / 2
    return of([root, half], [root * root === n ? root : root + 1n, half])!
  }
  const hull = (a: Enclosure | undefined, b: Enclosure | undefined): Enclosure | undefined =>
    a && b && [a[0], b[1]]
  return {
    add,
    neg,
    abs,
    mul,
    div,
    /** n/d for d > 0. */
    fraction: (n: bigint, d: bigint): Enclosure | undefined => ratio([n, 0], [d, 0]),
    minimum: (a: Enclosure, b: Enclosure): Enclosure => [least(a[0], b[0]), least(a[1], b[1])],
    maximum: (a: Enclosure, b: Enclosure): Enclosure => [most(a[0], b[0]), most(a[1], b[1])],
    exp: ([lo, hi]: Enclosure): Enclosure | undefined => hull(expAt(lo), expAt(hi)),
    log: ([lo, hi]: Enclosure): Enclosure | undefined =>
      sign(lo) > 0 ? hull(logAt(lo), logAt(hi)) : undefined,
    sqrt: ([lo, hi]: Enclosure): Enclosure | undefined =>
      sign(lo) >= 0 ? hull(rootAt(lo), rootAt(hi)) : undefined,
  }
}
