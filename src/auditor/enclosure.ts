import { bits, fourOperations, least, minus, most, sign, top, ZERO } from './interval.ts'
import type { Dyadic, Enclosure, Enclosures } from './interval.ts'

/** Each term is the one before it times factor · p/q, in the end at most half of it: the rest is less than the last. */
function series(x: Enclosures, first: Enclosure, factor: Enclosure, next: (n: number) => [number, number]) {
  let [total, term] = [first, first]
  for (let n = 1; n < 4 || Math.max(...term.map(top)) > -x.precision - 8; n++) {
    const [p, q] = next(n)
    term = x.div(x.mul(term, p === 1 ? factor : x.mul(factor, x.point(p))!)!, x.point(q))!
    total = x.add(total, term)!
  }
  const rest = most(...term, ...x.neg(term))
  return x.add(total, [minus(rest), rest])!
}
/** e^x: Taylor's series at x/2^k < 1/2 in size, squared k times. */
function expAt(x: Enclosures, at: Dyadic): Enclosure | undefined {
  if (top(at) > 38) return sign(at) > 0 ? undefined : [ZERO, [1n, -(2 ** 38)]]
  const k = Math.max(0, top(at) + 1)
  let total = series(x, x.point(1), x.point(at[0], at[1] - k), (n) => [1, n])
  for (let i = 0; i < k; i++) total = x.mul(total, total)!
  return total
}
/** c artanh n/d, or c arctan n/d where turned is -1, for fractions of 1/3 at most. */
function inverse(x: Enclosures, c: number, [n, d]: readonly [bigint, bigint], turned = 1): Enclosure {
  const z = x.div(x.point(n), x.point(d))!
  const square = x.mul(x.mul(z, z)!, x.point(turned))!
  return series(x, x.mul(z, x.point(c))!, square, (k) => [2 * k - 1, 2 * k + 1])
}
/** log x = log m + k log 2 with 1 ≤ m < 2, and log y = 2 artanh((y - 1)/(y + 1)). */
function logAt(x: Enclosures, [m, e]: Dyadic): Enclosure | undefined {
  if (m <= 0n) return undefined
  const unit = 1n << BigInt(bits(m) - 1)
  return x.add(inverse(x, 2, [m - unit, m + unit]), x.mul(inverse(x, 2, [1n, 3n]), x.point(bits(m) - 1 + e))!)
}
function rootAt({ hull, precision }: Enclosures, [m, e]: Dyadic): Enclosure | undefined {
  if (m <= 0n) return m < 0n ? undefined : [ZERO, ZERO]
  const even = 2 * precision + (Math.abs(e) % 2)
  const n = m << BigInt(even)
  let root = 1n << BigInt(Math.ceil(bits(n) / 2))
  for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next
  return hull([root, (e - even) / 2], [root * root === n ? root : root + 1n, (e - even) / 2])
}
/** (1 - y)/(1 + y) with y = e^-2x, for x ≥ 0. */
function tanhAt(x: Enclosures, at: Dyadic): Enclosure {
  if (sign(at) < 0) return x.neg(tanhAt(x, minus(at)))
  const y = expAt(x, [-2n * at[0], at[1]])!
  return x.div(x.add(x.point(1), x.neg(y))!, x.add(x.point(1), y)!)!
}
/** sin(x + shift · π/2): by a sine or cosine of what x is beside the nearest multiple of π/2. */
function sinAt(x: Enclosures, at: Dyadic, shift: bigint, halfPi: Enclosure): Enclosure | undefined {
  if (top(at) > x.precision - 8) return undefined
  const [[m, e]] = x.div([at, at], halfPi)!
  const turns = ((e < -1 ? m >> BigInt(-1 - e) : m << BigInt(e + 1)) + 1n) >> 1n
  const r = x.add([at, at], x.mul(x.point(-turns), halfPi)!)!
  const [first, odd] = (turns + shift) & 1n ? [x.point(1), -1] : [r, 1]
  const found = series(x, first, x.mul(r, x.neg(r))!, (n) => [1, 2 * n * (2 * n + odd)])
  return (turns + shift) & 2n ? x.neg(found) : found
}

/** Arithmetic on enclosures, rounded outward to so many bits. `undefined` is "anything". */
export function enclosures(precision: number) {
  const x = fourOperations(precision)
  const increasing = (at: typeof expAt) => (of: Enclosure) => {
    const [a, b] = of.map((end) => at(x, end))
    return a && b && ([a[0], b[1]] as const)
  }
  /** By J. Machin's formula π/4 = 4 arctan 1/5 - arctan 1/239. */
  const halfPi = x.add(inverse(x, 8, [1n, 5n], -1), inverse(x, -2, [1n, 239n], -1))!
  /** Of x + shift · π/2; a sine moves no further than its argument. */
  const sin = (of: Enclosure, shift = 0n): Enclosure => {
    const [at, moved] = [sinAt(x, of[0], shift, halfPi), x.add(of, x.neg(of))]
    const [[low], [high]] = [x.point(-1), x.point(1)]
    const [lo, hi] = (at && moved && x.add(at, moved)) ?? [low, high]
    return [most(low, lo), least(high, hi)]
  }
  const [exp, log, sqrt, tanh] = [expAt, logAt, rootAt, tanhAt].map(increasing)
  return { ...x, exp, log, sqrt, tanh, sin, cos: (of: Enclosure) => sin(of, 1n) }
}
