import type { Truth } from '../../program/truth.ts'

/**
 * Real numbers one at a time, in an arithmetic that knows when it does not know. `undefined` stands for "anything":
 * the result does not exist, or nothing is known of it.
 *
 * @template T what stands for a number; only the field looks into it
 */
export interface Field<T> {
  /** A finite float64, exactly. */
  exact(x: number): T
  /** An integer over an integer. */
  fraction(numerator: number, denominator: number): T
  add(a: T, b: T): T | undefined
  sub(a: T, b: T): T | undefined
  mul(a: T, b: T): T | undefined
  /** undefined where b may be 0 */
  div(a: T, b: T): T | undefined
  minimum(a: T, b: T): T | undefined
  maximum(a: T, b: T): T | undefined
  neg(a: T): T
  abs(a: T): T | undefined
  square(a: T): T | undefined
  /** undefined where a may be negative */
  sqrt(a: T): T | undefined
  exp(a: T): T | undefined
  /** undefined where a may be 0 or negative */
  log(a: T): T | undefined
  tanh(a: T): T | undefined
  sin(a: T): T | undefined
  cos(a: T): T | undefined
  /** Some number that is about the largest of these, at least one: what `belowMax` subtracts. Finite. */
  shift(of: readonly T[]): T
  less(a: T, b: T): Truth
  atMost(a: T, b: T): Truth
  /** `Consistent` where neither equality nor its contrary is certain, in a finite width. */
  equal(a: T, b: T): Truth
  /** Limits on a number as float64 numbers, rounded outward; infinite where it is beyond them. */
  enclosure(a: T): readonly [number, number]
  /** Limits on the rank of a row-major matrix. */
  rank(entries: readonly (T | undefined)[], rows: number, cols: number): readonly [number, number]
}
