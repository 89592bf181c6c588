import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Arguments } from './precision/arguments.ts'

/** The functions of TensorFlow.js; an engine's backend is the current one. */
export type TensorFunctions = typeof tfTypes

/** What one result is computed from: one number, two, or the entries that a reduction takes together. */
export type Row = readonly number[]

/**
 * An operation of TensorFlow.js, and what an engine is asked about it; a field that is missing stands for no question.
 */
export interface TensorOperation {
  /**
   * 1 or 2: it takes so many tensors of one shape, entry by entry. `row`: it reduces one tensor along the last axis.
   * `product`: it multiplies two matrices; the last number of its `Row` fills the other matrix.
   */
  readonly takes: 1 | 2 | 'row' | 'product'
  readonly call: (tf: TensorFunctions, x: Tensor, y: Tensor, transposeY?: boolean) => Tensor
  /** The true result; in float64, it errs by less than 2^-51 relative. */
  readonly exact: (...row: number[]) => number
  /** The numbers for which it is defined, where those are not all. */
  readonly domain?: 'positive'
  /** Where its errors are looked for; those of sums and matrix products are measured in ways of their own. */
  readonly errors?: Arguments & {
    /** The limit on its absolute error, and the arguments for which that holds beside the relative one. */
    readonly absolute?: {
      readonly limit: 'logAbsolute' | 'tanhAbsolute'
      readonly from: number
      readonly to: number
    }
    /** Its absolute error alone has a limit, for arguments up to some size. */
    readonly trigonometric?: true
  }
  /** A row of which it gives the number x > 0 back as it is. */
  readonly returns?: (x: number) => Row
  /** A row with the subnormal number s in it, whose result changes when s is taken for 0; by default that of `returns`. */
  readonly sees?: (s: number) => Row
  readonly seesDivisor?: (s: number) => Row
  /** Rows of normal numbers whose results are subnormal. */
  readonly tiny?: readonly Row[]
  /** Rows whose results are beyond the largest float32. */
  readonly huge?: readonly Row[]
}
