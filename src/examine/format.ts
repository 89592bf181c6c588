import type { Precision } from './declared.ts'

/** What the honest bound needs to know of a storage format. */
export interface Format {
  /**
   * -ln(1 - u) with the unit roundoff u: a rounding multiplies by a factor between e^-θ and e^θ, whichever way it goes, as
   * long as nothing underflows.
   */
  readonly theta: number
  /** Significant binary digits. */
  readonly digits: number
  /** The exponent of the least normal number. */
  readonly leastExponent: number
  /** How much an operation may be off by where its result underflows. */
  readonly underflow: number
  /** The largest finite number. */
  readonly largest: number
}

const format = (digits: number, leastExponent: number, underflow: number): Format => ({
  theta: -Math.log1p(-(2 ** -digits)),
  digits,
  leastExponent,
  underflow,
  // As IEEE 754 has them, exponents reach from 1 - e to e.
  largest: (2 - 2 ** (1 - digits)) * 2 ** (1 - leastExponent),
})

/**
 * Formats by name. Subnormal numbers of float32 and bfloat16 may be taken for zero, as many libraries and devices do: an
 * operation may be off by the least normal number. Of float16 they may not: half of the least subnormal number.
 */
export const FORMATS: Readonly<Record<Precision, Format>> = {
  float32: format(24, -126, 2 ** -126),
  float16: format(11, -14, 2 ** -25),
  bfloat16: format(8, -126, 2 ** -126),
}
