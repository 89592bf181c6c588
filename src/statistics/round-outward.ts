/** The least number with `digits` significant decimal digits that is not below `x`. */
export function roundUp(x: number, digits = 6): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const [mantissa, exponent] = decimal(x, digits)
  const nearest = read(mantissa, exponent)
  return nearest < x ? read(mantissa + 1, exponent) : nearest
}

/** The greatest number with `digits` significant decimal digits that is not above `x`. */
export const roundDown = (x: number, digits = 6): number => -roundUp(-x, digits) || 0

/** The next number above `x` on the grid of `digits` significant decimal digits. */
export function nextUp(x: number, digits = 6): number {
  const [mantissa, exponent] = decimal(x, digits)
  return read(mantissa + 1, exponent)
}

/** The next number below `x` on the grid of `digits` significant decimal digits. */
export function nextDown(x: number, digits = 6): number {
  const [mantissa, exponent] = decimal(x, digits)
  // Below a power of ten the grid is ten times finer.
  return Math.abs(mantissa) === 10 ** (digits - 1)
    ? read(mantissa * 10 - 1, exponent - 1)
    : read(mantissa - 1, exponent)
}

/** `x` nearest as mantissa × 10^exponent with an integer mantissa of `digits` digits. */
function decimal(x: number, digits: number): [mantissa: number, exponent: number] {
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string]
  return [Number(mantissa.replace('.', '')), Number(exponent) - digits + 1]
}

const read = (mantissa: number, exponent: number): number => Number(`${mantissa}e${exponent}`)
