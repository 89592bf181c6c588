import type { Shape } from '../shape.ts'

/**
 * A predicate on one shape as a straight-line program: what a certificate holds, and what a stranger's program
 * evaluates. Plain JSON.
 *
 * `steps[i]` computes value number i, a row-major array of real numbers, from values of smaller number; operations
 * have TensorFlow.js's names and meanings, and shapes broadcast as there. Axes count from the front.
 */
export interface StraightLine {
  readonly steps: readonly Step[]
  /** What makes the inputs a case at all; each is read as "for all entries". */
  readonly hypotheses: readonly Statement[]
  readonly claim: Statement
  /** An existential claim: certifies that there is no witness. */
  readonly obstruction?: Statement
}

/** The number of a value: its place in `steps`. */
export type Value = number

export type Step =
  | readonly ['input', string]
  /** The numbers as hexadecimal floats, exactly; one number alone fills the shape. */
  | readonly ['constant', Shape, readonly string[]]
  /** An integer over an integer, of shape []. */
  | readonly ['fraction', number, number]
  | readonly [BinaryOperation, Value, Value]
  | readonly [UnaryOperation, Value]
  /** Over one axis, or over all entries (null). */
  | readonly ['sum' | 'max' | 'min', Value, number | null, keepDims: boolean]
  /** Over the last two axes; leading axes broadcast. */
  | readonly ['matMul', Value, Value]
  /** Swaps the last two axes. */
  | readonly ['transpose', Value]
  | readonly ['reshape', Value, Shape]
  /** The entries of these numbers along an axis. */
  | readonly ['gather', Value, readonly number[], axis: number]
  | readonly ['concat', Value, Value, axis: number]
  /** x - c, where c is any real number that is constant along the axis; the claim must not depend on it. */
  | readonly ['belowMax', Value, axis: number]

export type BinaryOperation = 'add' | 'sub' | 'mul' | 'div' | 'minimum' | 'maximum'
export type UnaryOperation = 'neg' | 'abs' | 'relu' | 'square' | 'sqrt' | 'exp' | 'log'

/** A statement about values: an array of truths, read in the end as "for all entries". */
export type Statement =
  /** Entry by entry; shapes broadcast. */
  | readonly ['less' | 'atMost' | 'equal', Value, Value]
  /** One truth for each row: x_i < x_j exactly when y_i < y_j, for all i, j of the last axis. */
  | readonly ['sameOrder', Value, Value]
  /** The rank of a matrix is at most, or at least, a number. */
  | readonly ['rankAtMost' | 'rankAtLeast', Value, number]
  /** The rank of the first matrix is at most, or at least, that of the second. */
  | readonly ['rankAtMostThatOf' | 'rankAtLeastThatOf', Value, Value]
  /** Kleene's strong connectives, entry by entry; shapes broadcast. */
  | readonly ['and' | 'or' | 'implies' | 'iff', Statement, Statement]
  | readonly ['not', Statement]
  /** One truth: every entry, or some entry. */
  | readonly ['all' | 'any', Statement]
