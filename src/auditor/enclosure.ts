import { bits, fourOperations, least, minus, most, order, root, sign, top, ZERO } from './interval.ts'
import { spend } from './limits.ts'
import type { Dyadic, Enclosure, Enclosures } from './interval.ts'

/**
 * first · (1 + the sum of products of factor · p/q, each at most half in size), in whole numbers of 2^-places: a term is
 * known within `error` of these, and the rest is less than the last.
 */
function series(x: Enclosures, first: Enclosure, factor: Enclosure, next: (n: number) => [number, number]) {
  if (factor.every((end) => sign(end) === 0)) return first
  const places = BigInt(x.precision + 32)
  const [low, high] = [wholeBelow(factor[0], places), -wholeBelow(minus(factor[1]), places)]
  let [total, term, error, errors] = [1n << places, 1n << places, 0n, 0n]
  for (let n = 1; n < 4 || term > 1n || term < -1n; n++) {
    spend(1 / 2 + x.precision / 400)
    const [p, q] = next(n)
    const size = term < 0n ? -term : term
    error = error / 2n + ((size * (high - low)) >> places) + 3n
    term = ((term * low * BigInt(p)) / BigInt(q)) >> places
    total += term
    errors += error
  }
  errors += (term < 0n ? -term : term) + error
  const sum = x.hull([total - errors, -Number(places)], [total + errors, -Number(places)])!
  return x.mul(first, sum)!
}
/** The largest whole number of 2^-places that is not above. */
const wholeBelow = ([m, e]: Dyadic, places: bigint): bigint => {
  const by = BigInt(e) + places
  return by < 0n ? m >> -by : m << by
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
  const below = root(n)
  return hull([below, (e - even) / 2], [below * below === n ? below : below + 1n, (e - even) / 2])
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
    const a = at(x, of[0])
    const b = order(of[0], of[1]) === 0 ? a : at(x, of[1])
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
