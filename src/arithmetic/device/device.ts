import type * as tf from '@tensorflow/tfjs-core'
import type { ErrorLimits } from './error-limits.ts'

/** What is known of an engine: all that it takes to judge its numbers. Plain data. */
export interface Limits {
  /** All bounds are computed from it. */
  readonly profile: ErrorLimits
  /**
   * Its compiler may assume that there is no NaN and no infinity, as WGSL allows: what overflows may come back as any
   * number, and so may all that is computed from it.
   */
  readonly assumesFinite?: boolean
  /** Its gather multiplies what it copies by one, and so may flush it. */
  readonly gatherMultiplies?: boolean
}

/** The limits of an engine alone, so that another thread can be told. */
export const limitsOf = ({ profile, assumesFinite = false, gatherMultiplies = false }: Limits): Limits => ({
  profile,
  assumesFinite,
  gatherMultiplies,
})

/** What computes with tensors, and what is known of it. */
export interface Device extends Limits {
  readonly tf: typeof tf
  /**
   * Makes it work again after a batch failed because the device was lost. All tensors are gone then.
   *
   * @returns what happened, for people; undefined when the failure has another reason
   */
  readonly recover?: () => Promise<string | undefined>
}
