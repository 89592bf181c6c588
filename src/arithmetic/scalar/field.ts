import type { Binary, Gate, Unary } from '../../program/step.ts'
import type { Truth } from '../../program/truth.ts'

/**
 * Every operation that works entry by entry, by its name; relu is a maximum, and `wherePositive` asks for an order. `undefined` where the result does not exist
 * for some number that is meant: a quotient by what may be 0, the root of what may be negative, the logarithm of what may
 * be 0 or negative.
 */
type Elementwise<T> = Record<Exclude<Unary, 'relu'>, (a: T) => T | undefined> &
  Record<Exclude<Binary, Gate>, (a: T, b: T) => T | undefined>

/**
 * Real numbers one at a time, in an arithmetic that knows when it does not know. `undefined` stands for "anything":
 * the result does not exist, or nothing is known of it.
 *
 * @template T what stands for a number; only the field looks into it
 */
export interface Field<T> extends Elementwise<T> {
  /** A finite float64, exactly. */
  exact(x: number): T
  /** An integer over an integer. */
  fraction(numerator: number, denominator: number): T
  /** Some number that is about the largest of these, at least one: what `belowMax` subtracts. Finite. */
  shift(of: readonly T[]): T
  /** The sum of at least one number, where it is found faster than two by two. */
  total?(of: readonly T[]): T | undefined
  less(a: T, b: T): Truth
  atMost(a: T, b: T): Truth
  /** `Consistent` where neither equality nor its contrary is certain, in a finite width. */
  equal(a: T, b: T): Truth
  /** Limits on a number as float64 numbers, rounded outward; infinite where it is beyond them. */
  enclosure(a: T): readonly [number, number]
  /** Ends the use of all numbers that were made, where they do not last: call it when a case is done. */
  release?(): void
  /** Limits on the rank of a row-major matrix. */
  rank(entries: readonly (T | undefined)[], rows: number, cols: number): readonly [number, number]
}
