/**
 * Whether a sine wave may have a minimum inside an interval. No multiple of π/2 is computed for that: minima and maxima
 * alternate, π apart, so that an interval shorter than 2π holds at most two of them; it holds one exactly where the slopes
 * at its ends differ, and two only where it is longer than π.
 *
 * @param fallsAtLo the slope at the lower end is negative; either way at an extremum
 * @param fallsAtHi the same at the upper end
 * @param width at least the interval's width; NaN where it is not known
 */
export function mayHoldMinimum(fallsAtLo: boolean, fallsAtHi: boolean, width: number): boolean {
  if (!(width <= BELOW_TWO_PI)) return true
  return fallsAtLo === fallsAtHi ? width > BELOW_PI : fallsAtLo
}

const BELOW_PI = 3.14
const BELOW_TWO_PI = 6.28
