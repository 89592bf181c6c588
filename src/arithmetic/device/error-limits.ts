/** Upper limits on the errors of an engine's kernels; every bound is computed from them. */
export interface ErrorLimits {
  /** Unit roundoff of sums and elementwise products; 2^-24 for float32 rounded to nearest. */
  readonly unitRoundoff: number
  /** Unit roundoff of the factors inside a matrix product (0 when they are taken as they are). */
  readonly productRoundoff: number
  /** Unit roundoff of the products and sums inside a matrix product. */
  readonly productAccumulation: number
  /** Factors and results of a matrix product smaller than this in size may be taken for anything up to it. */
  readonly productFlushBelow: number
  /** Largest factor, partial sum and result of a matrix product. */
  readonly productOverflowAbove: number
  /** Largest relative errors, in units of 2^-23 of the result (one ulp). */
  readonly ulps: Readonly<Record<'exp' | 'log' | 'div' | 'sqrt' | 'tanh', number>>
  /** Added to `ulps.exp` for each unit of the argument's size: exp(x) as a power of 2 of a rounded product. */
  readonly expUlpsPerUnit: number
  /** Largest absolute error of log, for arguments near 1; where it applies, beside the relative one. */
  readonly logAbsolute: number
  /** Largest absolute error of tanh, beside the relative one. */
  readonly tanhAbsolute: number
  /**
   * Largest absolute error of sin and cos, 1 when nothing is known of it, and the size of the arguments (a float32) up to
   * which it holds. Beyond that size not even the sign of a result is known.
   */
  readonly trigonometric: { readonly absolute: number; readonly upTo: number }
  /** Operands and results smaller than this in size may be taken for anything up to it, zero included. */
  readonly flushBelow: number
  /** Largest finite result. */
  readonly overflowAbove: number
}

/**
 * IEEE 754 float32 with rounding to nearest in sums, products, division and square root; exp, log and tanh within 2 ulp,
 * sin and cos within 2 ulp of 1; subnormal numbers kept or flushed. What the engines' own statements differ in is written
 * over it.
 */
export const IEEE_FLOAT32: ErrorLimits = {
  unitRoundoff: 2 ** -24,
  productRoundoff: 0,
  productAccumulation: 2 ** -24,
  productFlushBelow: 2 ** -126,
  productOverflowAbove: (2 - 2 ** -23) * 2 ** 127,
  ulps: { exp: 2, log: 2, div: 1, sqrt: 1, tanh: 2 },
  expUlpsPerUnit: 0,
  logAbsolute: 0,
  tanhAbsolute: 0,
  trigonometric: { absolute: 2 ** -22, upTo: (2 - 2 ** -23) * 2 ** 127 },
  flushBelow: 2 ** -126,
  overflowAbove: (2 - 2 ** -23) * 2 ** 127,
}
