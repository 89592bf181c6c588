import { limitsOf, negated, ofRational, signOf, type ExactNumber } from './exact-number.ts'
import * as f from './fraction.ts'
import { opaqueNumber, textOf } from './opaque-number.ts'

/** sin a: sin 0 = 0 and sin(-a) = -sin a; any other value has no exact form. */
export function sine(a: ExactNumber): ExactNumber {
  const sign = signOf(a)
  if (sign === 0) return ofRational(f.ZERO)
  return sign === -1 ? negated(coordinate('sin', negated(a))) : coordinate('sin', a)
}

/** cos a: cos 0 = 1 and cos(-a) = cos a; any other value has no exact form. */
export function cosine(a: ExactNumber): ExactNumber {
  const sign = signOf(a)
  if (sign === 0) return ofRational(f.ONE)
  return coordinate('cos', sign === -1 ? negated(a) : a)
}

/** Binary digits before the point of the largest angle that is looked at: products of two float64 numbers have fewer. */
const MOST_DIGITS = 2048

const coordinate = (name: 'sin' | 'cos', a: ExactNumber): ExactNumber =>
  opaqueNumber({
    key: `${name}(${textOf(a)})`,
    limits(bits) {
      const at = bits + 2
      const one = 1n << BigInt(bits)
      const angle = limitsOf(a, at)
      if (!angle) return undefined
      if (angle.lo >> BigInt(at + MOST_DIGITS) > 0n) return { lo: -one, hi: one }
      const point = circlePoint(angle.lo, at)
      // Neither coordinate changes by more than the angle does.
      const error = point.error + ((angle.hi - angle.lo) << BigInt(point.places - at))
      const drop = BigInt(point.places - bits)
      const [lo, hi] = [(point[name] - error) >> drop, -((-point[name] - error) >> drop)]
      return { lo: lo < -one ? -one : lo, hi: hi > one ? one : hi }
    },
  })

/** cos and sin of an angle, with so many places after the binary point, either within `error` units of the last one. */
interface CirclePoint {
  readonly cos: bigint
  readonly sin: bigint
  readonly error: bigint
  readonly places: number
}

/** Halvings that bring an angle of less than 1 below 2^-8. */
const REDUCED = 8

/**
 * The point of the angle n·2^-bits: Taylor's series for that angle halved often enough, which is then doubled as often.
 *
 * Where cos and sin are off by d and e, cos² - sin² is off by 2cos·d - 2sin·e + d² - e², and 2cos·sin by
 * 2cos·e + 2sin·d + 2de. As |cos| + |sin| ≤ √2, this is less than three times the larger error, which is far below 1; the
 * shift adds a unit.
 */
function circlePoint(n: bigint, bits: number): CirclePoint {
  const halvings = Math.max(0, n.toString(2).length - bits) + REDUCED
  const places = bits + 2 * halvings + 16
  const shift = BigInt(places)
  let { cos, sin, error } = series(n << BigInt(places - bits - halvings), places)
  for (let i = 0; i < halvings; i++) {
    const double = { cos: (cos * cos - sin * sin) >> shift, sin: (2n * cos * sin) >> shift }
    ;({ cos, sin } = double)
    error = 3n * error + 1n
  }
  return { cos, sin, error, places }
}

/** Taylor's series for |t| ≤ 2^-8. Each term is off by less than 2 units; what is left off is less than one. */
function series(t: bigint, places: number): CirclePoint {
  const shift = BigInt(places)
  const sums = [1n << shift, 0n]
  let term = sums[0]
  let k = 1
  for (; term !== 0n && term !== -1n; k++) {
    term = ((term * t) >> shift) / BigInt(k)
    sums[k % 2] += k % 4 < 2 ? term : -term
  }
  return { cos: sums[0], sin: sums[1], error: 2n * BigInt(k), places }
}
