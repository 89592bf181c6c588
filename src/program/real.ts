import { knownAcrossLoads } from './across-loads.ts'
import type { Elementwise } from './elementwise.ts'
import { OPERATIONS } from './operations.ts'
import { Proposition } from './proposition.ts'
import { Rank } from './rank.ts'
import {
  broadcastShapes,
  inWords,
  normaliseAxis,
  sameShape,
  sizeOf,
  splitAtAxis,
  type Shape,
} from './shape.ts'
import type { Relation } from './statement.ts'
import {
  BINARY,
  UNARY,
  type OperationName,
  type Reduction,
  type Step,
  type StepOf,
  type Value,
} from './step.ts'
import type { Tape } from './tape.ts'

/** An array, or a float64 number, which broadcasts. */
export type Operand = Real | number

/**
 * A shaped array of real numbers in a program: a predicate that computes with it writes the program down, and any
 * arithmetic runs that. It reads as if there were one case.
 *
 * The methods carry TensorFlow.js's names and meanings; a plain number stands for that float64 number, exactly. Shapes
 * broadcast.
 *
 * An operation whose result does not exist for some entry (a division by an interval that holds zero, the logarithm of
 * a negative number) yields "anything" for that entry: every atom on it is undecided.
 *
 * @throws {RangeError} from every method, when shapes, axes or numbers of entries do not fit; {TypeError} for an operand
 * that is neither a number nor an array of the same program
 */
export class Real extends (Object as unknown as new () => Elementwise) {
  static {
    knownAcrossLoads(this, 'Real')
  }

  /** @internal */
  constructor(
    /** @internal */
    readonly tape: Tape,
    /** @internal */
    readonly value: Value,
    /** Its extents within one case. */
    readonly shape: Shape,
  ) {
    super()
  }

  static {
    const { prototype } = this
    for (const op of UNARY)
      prototype[op] = function () {
        return applied(this.tape, op, [this], {})
      }
    for (const op of BINARY)
      prototype[op] = function (other) {
        return applied(this.tape, op, [this, this.operand(op, other)], {})
      }
  }

  /** Sum over one axis, or over all. */
  sum(axis?: number, keepDims = false): Real {
    return this.reduced('sum', axis, keepDims)
  }
  /** The largest entry along one axis, or of all. */
  max(axis?: number, keepDims = false): Real {
    return this.reduced('max', axis, keepDims)
  }
  /** The smallest entry along one axis, or of all. */
  min(axis?: number, keepDims = false): Real {
    return this.reduced('min', axis, keepDims)
  }
  /**
   * The sum of the entries up to each one along `axis`; of those before it where `exclusive`, and from the back where
   * `reverse`. No entry has a part in a sum that it does not belong to, be it anything.
   */
  cumsum(axis = 0, exclusive = false, reverse = false): Real {
    const along = this.axis(axis)
    const { outer, extent, inner } = splitAtAxis(this.shape, along)
    const belongs = (i: number, j: number) => (exclusive && i === j ? false : reverse ? j >= i : j <= i)
    const places = Array.from({ length: extent * extent }, (_, at) => {
      const [i, j] = [Math.floor(at / extent), at % extent]
      return belongs(i, j) ? j : extent
    })
    return this.reshape([outer, extent, inner])
      .concat(constant(this.tape, 0, [outer, 1, inner]), 1)
      .gather(places, 1)
      .reshape([outer, extent, extent, inner])
      .sum(2)
      .reshape(this.shape)
  }
  /** Matrix product over the last two axes; leading axes broadcast. */
  matMul(other: Real): Real {
    return applied(this.tape, 'matMul', [this, this.array('matMul', other)], {})
  }
  /** Swaps the last two axes. */
  transpose(): Real {
    return applied(this.tape, 'transpose', [this], {})
  }
  /** The same entries in another shape; one extent may be -1, and is then what the others leave. */
  reshape(shape: Shape): Real {
    const open = shape.indexOf(-1)
    const rest = sizeOf(shape.map((extent, i) => (i === open ? 1 : extent)))
    const filled = shape.map((extent, i) => (i === open ? sizeOf(this.shape) / rest : extent))
    if (!filled.every((extent) => Number.isInteger(extent) && extent >= 0))
      throw new RangeError(`${inWords(this.shape)} cannot be reshaped to ${inWords(shape)}`)
    return applied(this.tape, 'reshape', [this], { shape: filled })
  }
  /** Entries `indices` along `axis` (default 0). The indices are the same in every case. */
  gather(indices: readonly number[], axis = 0): Real {
    return applied(this.tape, 'gather', [this], { indices: [...indices], axis: this.axis(axis) })
  }
  /** The entries of this, then those of another, along an axis. */
  concat(other: Real, axis = 0): Real {
    return applied(this.tape, 'concat', [this, this.array('concat', other)], { axis: this.axis(axis) })
  }
  /**
   * `x - c`, where c is constant along `axis` and each arithmetic chooses it freely so that the largest entry
   * comes out near zero: the shift that a quotient of exponentials cancels exactly. What depends on c after the
   * quotient is a mistake.
   */
  belowMax(axis: number): Real {
    return applied(this.tape, 'belowMax', [this], { axis: this.axis(axis) })
  }

  /** this < `other`. */
  less(other: Operand): Proposition {
    return this.compared('less', other)
  }
  /** this ≤ `other`. */
  atMost(other: Operand): Proposition {
    return this.compared('atMost', other)
  }
  /** `other` < this. */
  greater(other: Operand): Proposition {
    return this.operand('greater', other).less(this)
  }
  /** `other` ≤ this. */
  greaterEqual(other: Operand): Proposition {
    return this.operand('greaterEqual', other).atMost(this)
  }
  /** TensorFlow.js's name for `atMost`. */
  lessEqual(other: Operand): Proposition {
    return this.compared('atMost', other)
  }
  /** Exact equality. Overlapping enclosures make it consistent, not true. */
  equal(other: Operand): Proposition {
    return this.compared('equal', other)
  }
  /**
   * The entries along the last axis stand in the same strict order as those of `other`: for all i, j,
   * x_i < x_j exactly when y_i < y_j. One truth for each row. Equal in meaning to comparing all pairs, and
   * n log n in cost.
   */
  sameOrder(other: Real): Proposition {
    const b = this.array('sameOrder', other)
    if (!sameShape(this.shape, b.shape) || this.shape.length === 0)
      throw new RangeError(`${inWords(this.shape)} and ${inWords(b.shape)} have no rows to compare`)
    return new Proposition(this.tape, ['sameOrder', this.value, b.value], this.shape.slice(0, -1))
  }
  /** The rank of the matrix, of exactly two axes. */
  rank(): Rank {
    if (this.shape.length !== 2) throw new RangeError(`${inWords(this.shape)} is not one matrix`)
    return new Rank(this.tape, this.value)
  }

  private reduced(op: Reduction, axis: number | undefined, keepDims: boolean): Real {
    return applied(this.tape, op, [this], { axis: axis === undefined ? null : this.axis(axis), keepDims })
  }

  private compared(relation: Relation, other: Operand): Proposition {
    const b = this.operand(relation, other)
    const shape = broadcastShapes(this.shape, b.shape)
    return new Proposition(this.tape, [relation, this.value, b.value], shape)
  }

  private axis(axis: number): number {
    return normaliseAxis(axis, this.shape.length)
  }

  private operand(name: string, other: Operand): Real {
    return typeof other === 'number'
      ? constant(this.tape, other)
      : this.array(name, other, 'a number or an array')
  }

  private array(name: string, other: unknown, needed = 'an array'): Real {
    if (other === undefined)
      throw new TypeError(`${name} needs ${needed}, and got undefined: is the name of an input misspelt?`)
    if (!(other instanceof Real)) throw new TypeError(`${name} needs ${needed}, and got ${String(other)}`)
    if (other.tape !== this.tape)
      throw new TypeError(`${name} got an array of another program: it was kept from another case`)
    return other
  }
}

/** A float64 number as an array of shape []; or one that fills a shape. */
export const constant = (tape: Tape, number: number, shape: Shape = []): Real =>
  applied(tape, 'constant', [], { values: Float64Array.of(number), shape })

/** The result of an operation, written down. @throws {RangeError} when operands or parameters do not fit */
export function applied<Name extends OperationName>(
  tape: Tape,
  op: Name,
  of: readonly Real[],
  parameters: Omit<StepOf<Name>, 'op' | 'of' | 'shape'> & { readonly shape?: Shape },
): Real {
  const shapeOf = OPERATIONS[op].shape as (step: object, ...operands: Shape[]) => Shape
  const shape = shapeOf(parameters, ...of.map((operand) => operand.shape))
  const step = { op, of: of.map(({ value }) => value), ...parameters, shape } as Step
  return new Real(tape, tape.write(step), shape)
}
