/**
 * exp, log, sine and cosine from sums, products and quotients of float64 numbers alone, in a fixed order. JavaScript leaves
 * the last bits of `Math.exp` to each engine; what these return is the same everywhere, which is what a search needs whose
 * results are named by where it began. They are good to a few units in the last place; nothing certain rests on them.
 */

const LN2_HIGH = 0.693145751953125
const LN2_LOW = 1.4286068203094173e-6

/** 2^k for whole k, from products. */
function powerOfTwo(k: number): number {
  let [result, base, left] = [1, k < 0 ? 0.5 : 2, Math.abs(k)]
  for (; left > 0; left = Math.floor(left / 2), base *= base) if (left % 2 === 1) result *= base
  return result
}

/** e^x by Taylor's series on |r| ≤ ln(2)/2, times a power of two. */
export function exp(x: number): number {
  if (!(x < 709.8)) return x > 0 ? Infinity : NaN
  if (x < -745) return 0
  const k = Math.round(x / Math.LN2)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  let sum = 1
  for (let n = 14; n >= 1; n--) sum = 1 + (r / n) * sum
  // In two steps, since a power alone may leave float64 where the product does not.
  const half = Math.trunc(k / 2)
  return sum * powerOfTwo(half) * powerOfTwo(k - half)
}

/** The natural logarithm: x = m · 2^k with m near 1, and log m = 2 artanh((m - 1) / (m + 1)). */
export function log(x: number): number {
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  let [m, k] = [x, 0]
  for (; m > Math.SQRT2; m /= 2) k++
  for (; m < Math.SQRT1_2; m *= 2) k--
  const s = (m - 1) / (m + 1)
  const square = s * s
  let sum = 0
  for (let n = 21; n >= 1; n -= 2) sum = sum * square + 1 / n
  return 2 * s * sum + k * LN2_LOW + k * LN2_HIGH
}

/** tanh x, with e^(-2|x|), which does not overflow. */
export function tanh(x: number): number {
  const t = exp(-2 * Math.abs(x))
  const size = (1 - t) / (1 + t)
  return x < 0 ? -size : size
}

const HALF_PI_HIGH = 1.5707963267341256
const HALF_PI_LOW = 6.077100506506192e-11

/** Sine and cosine, from Taylor's series on |r| ≤ π/4; beyond 10^6 radians nothing is known. */
function circular(x: number): readonly [sin: number, cos: number] {
  if (!(Math.abs(x) <= 1e6)) return [NaN, NaN]
  const quarter = Math.round(x / (Math.PI / 2))
  const r = x - quarter * HALF_PI_HIGH - quarter * HALF_PI_LOW
  const square = r * r
  let [sin, cos] = [1, 1]
  for (let n = 18; n >= 2; n -= 2) {
    sin = 1 - (square / (n * (n + 1))) * sin
    cos = 1 - (square / (n * (n - 1))) * cos
  }
  sin *= r
  switch (((quarter % 4) + 4) % 4) {
    case 0:
      return [sin, cos]
    case 1:
      return [cos, -sin]
    case 2:
      return [-sin, -cos]
    default:
      return [-cos, sin]
  }
}

export const sin = (x: number): number => circular(x)[0]
export const cos = (x: number): number => circular(x)[1]
