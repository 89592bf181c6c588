import type { ErrorLimits } from '../arithmetic/device/error-limits.ts'
import type { FoundPrecision } from './precision/found.ts'

/** What holds of an engine's precision: of every limit the worse of what its makers state and what was found. */
export interface PrecisionProfile extends ErrorLimits {
  readonly origin: 'measured'
  readonly found: FoundPrecision
  /** What was found worse than stated, in sentences for people. */
  readonly widened: readonly string[]
}

/** The largest float32 below π. */
export const BELOW_PI = Math.fround(Math.PI) - 2 ** -22
