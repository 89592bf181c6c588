import { roundDown, roundUp } from './round-outward.ts'
import { studentQuantile } from './student-quantile.ts'

/** Covers the relative error of the quantile and of `1 - confidence`, which is below 1e-9. */
const SAFETY = 1 + 1e-6

/**
 * Two-sided confidence interval of a mean (Student, 1908), rounded outward to six significant digits.
 *
 * @param variance the unbiased variance of the sample, Σ (x - mean)² / (n - 1)
 * @returns undefined when fewer than two numbers say nothing about their spread
 */
export function meanInterval(
  n: number,
  mean: number,
  variance: number,
  confidence: number,
): { lower: number; upper: number } | undefined {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n is ${n}, no count`)
  if (n < 2) return undefined
  if (!Number.isFinite(mean)) throw new RangeError(`mean is ${mean}`)
  if (!(variance >= 0) || variance === Infinity) throw new RangeError(`variance is ${variance}`)
  const half = studentQuantile(confidence, n - 1) * Math.sqrt(variance / n) * SAFETY
  return { lower: roundDown(mean - half), upper: roundUp(mean + half) }
}
