/** The number with `digits` significant decimal digits that is nearest to `x`. */
export const rounded = (x: number, digits = 6): number => Number(x.toPrecision(digits))

/** The least number with `digits` significant decimal digits that is not below `x`. */
export function roundUp(x: number, digits = 6): number {
  const candidate = rounded(x, digits)
  if (!(candidate < x)) return candidate
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string]
  const units = Number(mantissa.replace('.', ''))
  // Towards zero from a power of ten the numbers of so many digits lie ten times as near.
  const [above, down] = units === -(10 ** (digits - 1)) ? [10 * units + 1, digits] : [units + 1, digits - 1]
  return Number(`${above}e${Number(exponent) - down}`)
}

/** Limits on a number in words, each rounded away from it to so many significant digits. */
export const limitsInWords = (low: number, high: number, digits = 5): string =>
  `${roundDown(low, digits).toPrecision(digits)} … ${roundUp(high, digits).toPrecision(digits)}`

/** The greatest number with `digits` significant decimal digits that is not above `x`. */
export const roundDown = (x: number, digits = 6): number => -roundUp(-x, digits) || 0
