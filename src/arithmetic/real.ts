import type { Proposition } from './proposition.ts'
import type { Shape } from './shape.ts'

/**
 * A shaped array of real numbers, in whatever arithmetic computes them, one array for every lane of a batch.
 * The lane axis is hidden: a predicate reads as if there were one case.
 *
 * The methods carry TensorFlow.js's names and meanings. Operands of one expression belong to one arithmetic; a
 * plain number stands for that float64 number, exactly. Shapes broadcast. Every method throws `RangeError` when
 * shapes or axes do not fit.
 *
 * An operation whose result does not exist for some entry (a division by an interval that holds zero, the
 * logarithm of a negative number) yields "anything" for that entry: every atom on it is undecided.
 */
export interface Real {
  readonly shape: Shape

  add(other: Operand): Real
  sub(other: Operand): Real
  mul(other: Operand): Real
  div(other: Operand): Real
  minimum(other: Operand): Real
  maximum(other: Operand): Real
  neg(): Real
  abs(): Real
  relu(): Real
  square(): Real
  sqrt(): Real
  exp(): Real
  log(): Real
  /** Sum over one axis, or over all. */
  sum(axis?: number, keepDims?: boolean): Real
  max(axis?: number, keepDims?: boolean): Real
  min(axis?: number, keepDims?: boolean): Real
  /** Matrix product over the last two axes; leading axes broadcast. */
  matMul(other: Real): Real
  /** Swaps the last two axes. */
  transpose(): Real
  reshape(shape: Shape): Real
  /** Entries `indices` along `axis` (default 0). The indices are the same in every lane. */
  gather(indices: readonly number[], axis?: number): Real
  concat(other: Real, axis?: number): Real
  /**
   * `x - c`, where c is constant along `axis` and each arithmetic chooses it freely so that the largest entry
   * comes out near zero: the shift that a quotient of exponentials cancels exactly. What depends on c after the
   * quotient is a mistake.
   */
  belowMax(axis: number): Real

  less(other: Operand): Proposition
  atMost(other: Operand): Proposition
  /** Exact equality. Overlapping enclosures make it consistent, not true. */
  equal(other: Operand): Proposition
  /**
   * The entries along the last axis stand in the same strict order as those of `other`: for all i, j,
   * x_i < x_j exactly when y_i < y_j. One truth for each row. Equal in meaning to comparing all pairs, and
   * n log n in cost.
   */
  sameOrder(other: Real): Proposition
  /** The rank of the matrix in the last two axes of an array of exactly two axes. */
  rank(): Rank
}

export type Operand = Real | number

/** A certified rank: an interval [a, b] in every lane, never a bare number. */
export interface Rank {
  /** b ≤ r is certain, or a > r is, or neither. */
  atMost(other: Rank | number): Proposition
  /** a ≥ r is certain, or b < r is, or neither. */
  atLeast(other: Rank | number): Proposition
}

/** The names of the arithmetics, in the order in which lanes climb. */
export type TierName = 'device' | 'interval' | 'trace'

/** Makes the constants of an arithmetic and collects what a case has to satisfy to be one at all. */
export interface Arithmetic {
  readonly tier: TierName
  /** An array of the same float64 numbers in every lane, taken exactly. */
  constant(values: number | readonly number[] | Float64Array, shape?: Shape): Real
  /** Integer / integer, as a real number. */
  rational(numerator: number, denominator: number): Real
  /**
   * States a hypothesis of the case at hand. A case whose hypotheses are not certainly true is discarded and
   * counted; a subject states in this way that it is defined (a normaliser that is not zero).
   */
  assume(hypothesis: Proposition): void
}
