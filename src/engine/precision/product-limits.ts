import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { powerAbove, type FoundPrecision } from './found.ts'
import type { Worse } from './worse.ts'

/** The limits of matrix products. */
export const productLimits = (stated: ErrorLimits, products: FoundPrecision['products'], worse: Worse) => ({
  productRoundoff: worse(stated.productRoundoff, powerAbove(products.factorError), () =>
    sayFactors(products),
  ),
  productAccumulation: worse(
    stated.productAccumulation,
    powerAbove(products.accumulationError),
    (limit) => `matrix products add up with a roundoff of 2^${Math.log2(limit)}, less than float32`,
  ),
  productFlushBelow: worse(
    stated.productFlushBelow,
    products.flushBelow,
    (limit) => `matrix products lose bits of factors below ${limit.toExponential(1)}`,
  ),
  productOverflowAbove: -worse(
    -stated.productOverflowAbove,
    -products.overflowAbove,
    // The largest numbers of fewer bits are a little smaller.
    (limit) =>
      -limit < 2 ** 127 ? `matrix products overflow above ${(-limit).toExponential(1)}` : undefined,
  ),
})

function sayFactors({ bits, rounding, factorError }: FoundPrecision['products']): string {
  if (rounding === 'other')
    return `matrix products change their factors by up to ${factorError.toExponential(1)}`
  const known: Record<number, string> = { 10: ' (TF32 or float16)', 7: ' (bfloat16)' }
  const how = rounding === 'truncated' ? 'truncate' : 'round'
  return `matrix products ${how} their factors to ${bits} bits${known[bits] ?? ''}`
}
