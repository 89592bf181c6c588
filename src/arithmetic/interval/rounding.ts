/**
 * Directed rounding on top of rounding to nearest, without touching a bit or a rounding mode.
 *
 * `up` and `down` are algorithm 1 of Rump, Zimmermann, Boldo and Melquiond, "Computing predecessor and successor
 * in rounding to nearest" (BIT 49, 2009): c + (φ|c| + η) is never below the successor of c, for normal and
 * subnormal c alike. The `...Down` and `...Up` operations first find the rounding error itself (Knuth's TwoSum,
 * Dekker's TwoProduct) and step only when the error has the wrong sign, so an exact result stays exact.
 *
 * Any NaN that comes out means "anything".
 */
export const PHI = 2 ** -53 * (1 + 2 ** -52)
/** The smallest positive float64. */
export const ETA = Number.MIN_VALUE

/** At least the next float64 above c; NaN for -∞. */
export const up = (c: number): number => c + (PHI * Math.abs(c) + ETA)
/** At most the next float64 below c; NaN for +∞. */
export const down = (c: number): number => c - (PHI * Math.abs(c) + ETA)

/** The error a + b - s of s = fl(a + b), exactly; NaN after an overflow (Knuth). */
export function sumError(a: number, b: number, s: number): number {
  const z = s - a
  return a - (s - z) + (b - z)
}

export const SMALL = 2 ** -960
export const LARGE = 2 ** 990
export const SPLITTER = 2 ** 27 + 1

/** The error ab - p of p = fl(ab), exactly; NaN where exponents are too wild for Dekker's splitting. */
export function productError(a: number, b: number, p: number): number {
  const x = Math.abs(a)
  const y = Math.abs(b)
  const z = Math.abs(p)
  if (!(x >= SMALL && y >= SMALL && z >= SMALL && x <= LARGE && y <= LARGE && z <= LARGE)) return NaN
  const c = SPLITTER * a
  const aHigh = c - (c - a)
  const aLow = a - aHigh
  const d = SPLITTER * b
  const bHigh = d - (d - b)
  const bLow = b - bHigh
  return aLow * bLow - (p - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

export function addDown(a: number, b: number): number {
  const s = a + b
  return sumError(a, b, s) >= 0 ? s : down(s)
}

export function addUp(a: number, b: number): number {
  const s = a + b
  return sumError(a, b, s) <= 0 ? s : up(s)
}

/** A lower limit of ab. Zero times an infinite endpoint is zero: endpoints limit real numbers. */
export function mulDown(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  const p = a * b
  return productError(a, b, p) >= 0 ? p : down(p)
}

export function mulUp(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  const p = a * b
  return productError(a, b, p) <= 0 ? p : up(p)
}

/** The sign of a/b - q for q = fl(a/b), as a number; NaN where it is not known. */
function quotientError(a: number, b: number, q: number): number {
  const p = q * b
  const remainder = a - p - productError(q, b, p)
  return b > 0 ? remainder : -remainder
}

/** A lower limit of a/b, for b not 0. */
export function divDown(a: number, b: number): number {
  if (a === 0) return 0
  const q = a / b
  return quotientError(a, b, q) >= 0 ? q : down(q)
}

export function divUp(a: number, b: number): number {
  if (a === 0) return 0
  const q = a / b
  return quotientError(a, b, q) <= 0 ? q : up(q)
}

export function sqrtDown(x: number): number {
  if (x === 0) return 0
  const r = Math.sqrt(x)
  const p = r * r
  return x - p - productError(r, r, p) >= 0 ? r : Math.max(0, down(r))
}

export function sqrtUp(x: number): number {
  if (x === 0) return 0
  const r = Math.sqrt(x)
  const p = r * r
  return x - p - productError(r, r, p) <= 0 ? r : up(r)
}

/**
 * A factor g such that fl(g·S) + (n+1)·η is at least the error of an n-term sum or inner product accumulated in
 * any order, S being the accumulated magnitudes of its terms. By Higham, "Accuracy and Stability of Numerical
 * Algorithms" (2nd ed., section 3.1), that error is at most γ_n times the true magnitudes, which are at most
 * S/(1 - nu): together nu/(1 - nu)² ≤ (n + 1/2)u for n ≤ 2^20. The rest of (n + 1)u covers the rounding of g·S.
 *
 * @throws {RangeError} for more than 2^20 terms.
 */
export function errorGrowth(terms: number): number {
  if (terms > 2 ** 20)
    throw new RangeError(`a sum of ${terms} terms is longer than the bound was derived for`)
  return (terms + 1) * 2 ** -53
}
