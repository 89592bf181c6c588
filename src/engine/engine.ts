import type * as tf from '@tensorflow/tfjs-core'

/** Where tensors run. */
export interface Engine {
  readonly name: string
  /** What computes, for people: `WebAssembly SIMD, 1 thread`. */
  readonly device: string
  /** The assumed precision, from which all bounds are computed; part of the evidence. */
  readonly profile: PrecisionProfile
  /** Whether lanes that the static bound leaves open try the running bound before the interval tier. */
  readonly runningBound: boolean
  readonly tf: typeof tf
}

/** Precision of an engine's kernels. All errors are upper limits. */
export interface PrecisionProfile {
  /** `assumed` until an engine is measured. */
  readonly origin: 'assumed' | 'measured'
  /** Unit roundoff of sums and elementwise products; 2^-24 for float32 rounded to nearest. */
  readonly unitRoundoff: number
  /** Unit roundoff of the factors inside a matrix product (0 when they are taken as they are). */
  readonly productRoundoff: number
  /** Largest relative errors, in units of `unitRoundoff` × 2 (one ulp). */
  readonly ulps: { readonly exp: number; readonly log: number; readonly div: number; readonly sqrt: number }
  /** Results smaller than this in size may come back as anything up to it, zero included. */
  readonly flushBelow: number
  /** Largest finite result. */
  readonly overflowAbove: number
}
