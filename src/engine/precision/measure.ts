import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import type { PrecisionProfile } from '../profile.ts'
import type { TensorFunctions } from '../tensor-operation.ts'
import type { FoundPrecision } from './found.ts'
import { measureFunctions, type FunctionOptions } from './function-errors.ts'
import { limitsFrom } from './limits.ts'
import { measureNonFinite } from './non-finite.ts'
import { measureProducts } from './products.ts'
import { measureRange } from './range.ts'
import { measureSums } from './sum-errors.ts'
import { measureRepeatability } from './repeatability.ts'

/** To be raised with every change of what is measured: a profile of another version is measured anew. */
export const MEASUREMENT = 2

/** Which numbers the sample consists of; any other seed must lead to the same limits. */
const SEED = 1

/** Measures the current backend of TensorFlow.js, in seconds; with `exhaustive` in minutes. Leaves no tensor behind. */
export async function measurePrecision(
  tf: TensorFunctions,
  stated: ErrorLimits,
  options: Partial<FunctionOptions> = {},
): Promise<FoundPrecision> {
  const { seed = SEED, exhaustive = false, progress = () => {} } = options
  const { subnormals, overflow } = await measureRange(tf)
  return {
    method: exhaustive ? 'exhaustive' : 'spread',
    products: await measureProducts(tf, seed),
    sums: await measureSums(tf, seed),
    functions: await measureFunctions(tf, stated, { seed, exhaustive, progress }),
    subnormals,
    nonFinite: await measureNonFinite(tf),
    overflow,
    repeatability: await measureRepeatability(tf, seed),
  }
}

/** The profile that follows from what is stated and what was found. */
export function profileFrom(stated: ErrorLimits, found: FoundPrecision): PrecisionProfile {
  const { limits, widened } = limitsFrom(stated, found)
  return { origin: 'measured', ...limits, found, widened }
}
