import type { Precision } from './declared.ts'
import { FORMATS } from './format.ts'

/** e with 2^e ≤ x < 2^(e+1), or `least` for anything below 2^least; x is positive. */
export function exponentOf(x: number, least: number): number {
  let exponent = Math.max(Math.floor(Math.log2(x)), least)
  // A logarithm may round up to the next integer, or down from it.
  if (exponent > least && 2 ** exponent > x) exponent -= 1
  if (2 ** (exponent + 1) <= x) exponent += 1
  return exponent
}

/**
 * A float64 number rounded once to the nearest that a precision has, ties to even, subnormal numbers included; infinity
 * where that is nearest.
 *
 * @example
 * ```ts
 * import { rounded } from 'attention-assay/open'
 *
 * rounded('float16', 1 / 3) // 0.333251953125
 * ```
 */
export function rounded(precision: Precision, x: number): number {
  if (precision === 'float32') return Math.fround(x)
  if (!Number.isFinite(x) || x === 0) return x
  const { digits, leastExponent, largest } = FORMATS[precision]
  const size = Math.abs(x)
  const exponent = exponentOf(size, leastExponent)
  // The last place of a float64 number of this size is that of the precision, so that adding it rounds to nearest even.
  const rounder = 2 ** (exponent - digits + 1 + 52)
  const nearest = size + rounder - rounder
  return (nearest > largest ? Infinity : nearest) * Math.sign(x)
}

/**
 * Numbers rounded in place to the nearest that a precision has, ties to even, subnormal numbers included. A finite number
 * stays finite: beyond the largest it becomes the largest. Infinities and NaN stay what they are.
 */
export function roundTo(precision: Precision, numbers: Float32Array): Float32Array {
  if (precision === 'float32') return numbers
  const { largest } = FORMATS[precision]
  for (let at = 0; at < numbers.length; at++) {
    const x = numbers[at]
    if (!Number.isFinite(x)) continue
    const nearest = rounded(precision, x)
    numbers[at] = Number.isFinite(nearest) ? nearest : Math.sign(x) * largest
  }
  return numbers
}

/** The largest finite number of a precision. */
export const largestOf = (precision: Precision): number => FORMATS[precision].largest

/** The least positive number of a precision, and its least normal one. */
export const leastOf = (precision: Precision): number =>
  2 ** (FORMATS[precision].leastExponent - FORMATS[precision].digits + 1)
export const leastNormalOf = (precision: Precision): number => 2 ** FORMATS[precision].leastExponent

/** The distance from 1 to the next number of a precision. */
export const spacingOf = (precision: Precision): number => 2 ** (1 - FORMATS[precision].digits)
