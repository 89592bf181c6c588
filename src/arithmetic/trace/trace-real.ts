import { toHex } from '../hex-float.ts'
import { Proposition } from '../proposition.ts'
import type { Arithmetic, Operand, Rank, Real } from '../real.ts'
import {
  broadcastShapes,
  matMulShape,
  normaliseAxis,
  reducedShape,
  sameShape,
  sizeOf,
  type Shape,
} from '../shape.ts'
import type { BinaryOperation, Statement, Step, UnaryOperation, Value } from './straight-line.ts'

/** Writes operations down instead of computing them. Equal steps are written once. */
export class TraceArithmetic implements Arithmetic {
  readonly tier = 'trace'
  readonly steps: Step[] = []
  readonly hypotheses: Statement[] = []
  private readonly known = new Map<string, TraceReal>()

  /** The inputs of a case, by name. */
  inputs(shapes: Readonly<Record<string, Shape>>): Record<string, TraceReal> {
    return Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, this.write(['input', name], shape)]),
    )
  }

  /** @throws {RangeError} when the numbers do not fill the shape */
  constant(values: number | readonly number[] | Float64Array, shape?: Shape): TraceReal {
    const numbers = typeof values === 'number' ? [values] : Array.from(values)
    const filled = shape ?? (typeof values === 'number' ? [] : [numbers.length])
    if (typeof values !== 'number' && numbers.length !== sizeOf(filled))
      throw new RangeError(`${numbers.length} numbers do not fill [${filled.join(', ')}]`)
    return this.write(['constant', [...filled], numbers.map(toHex)], filled)
  }

  /** @throws {RangeError} unless both are integers that float64 holds exactly and the denominator is not 0 */
  rational(numerator: number, denominator: number): TraceReal {
    if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0)
      throw new RangeError(`${numerator}/${denominator} is not a fraction of integers`)
    return this.write(['fraction', numerator, denominator], [])
  }

  /** @throws {TypeError} for a proposition of another arithmetic */
  assume(hypothesis: Proposition): void {
    this.hypotheses.push(statementOf(hypothesis))
  }

  /** The value of a step, which is written down unless it is known. */
  write(step: Step, shape: Shape): TraceReal {
    const key = JSON.stringify(step)
    let real = this.known.get(key)
    if (!real) this.known.set(key, (real = new TraceReal(this, this.steps.push(step) - 1, shape)))
    return real
  }

  /** @throws {TypeError} for an array of another arithmetic */
  own(operand: Operand): TraceReal {
    if (typeof operand === 'number') return this.constant(operand)
    if (operand instanceof TraceReal && operand.x === this) return operand
    throw new TypeError('the operand belongs to another arithmetic than this trace')
  }
}

/** An array of which only its shape is known, and its number. */
export class TraceReal implements Real {
  constructor(
    readonly x: TraceArithmetic,
    readonly value: Value,
    readonly shape: Shape,
  ) {}

  add(other: Operand) {
    return this.binary('add', other)
  }
  sub(other: Operand) {
    return this.binary('sub', other)
  }
  mul(other: Operand) {
    return this.binary('mul', other)
  }
  div(other: Operand) {
    return this.binary('div', other)
  }
  minimum(other: Operand) {
    return this.binary('minimum', other)
  }
  maximum(other: Operand) {
    return this.binary('maximum', other)
  }
  neg() {
    return this.unary('neg')
  }
  abs() {
    return this.unary('abs')
  }
  relu() {
    return this.unary('relu')
  }
  square() {
    return this.unary('square')
  }
  sqrt() {
    return this.unary('sqrt')
  }
  exp() {
    return this.unary('exp')
  }
  log() {
    return this.unary('log')
  }
  sum(axis?: number, keepDims = false) {
    return this.reduce('sum', axis, keepDims)
  }
  max(axis?: number, keepDims = false) {
    return this.reduce('max', axis, keepDims)
  }
  min(axis?: number, keepDims = false) {
    return this.reduce('min', axis, keepDims)
  }
  matMul(other: Real): TraceReal {
    const b = this.x.own(other)
    return this.x.write(['matMul', this.value, b.value], matMulShape(this.shape, b.shape))
  }
  transpose(): TraceReal {
    if (this.shape.length < 2) throw new RangeError(`[${this.shape.join(', ')}] has no two axes to swap`)
    const shape = [...this.shape.slice(0, -2), this.shape.at(-1)!, this.shape.at(-2)!]
    return this.x.write(['transpose', this.value], shape)
  }
  reshape(shape: Shape): TraceReal {
    if (sizeOf(shape) !== sizeOf(this.shape))
      throw new RangeError(`[${this.shape.join(', ')}] cannot be reshaped to [${shape.join(', ')}]`)
    return this.x.write(['reshape', this.value, [...shape]], shape)
  }
  gather(indices: readonly number[], axis = 0): TraceReal {
    const at = normaliseAxis(axis, this.shape.length)
    const extent = this.shape[at]
    for (const index of indices)
      if (!Number.isInteger(index) || index < 0 || index >= extent)
        throw new RangeError(`there is no entry ${index} along an axis of ${extent}`)
    const shape = this.shape.map((e, i) => (i === at ? indices.length : e))
    return this.x.write(['gather', this.value, [...indices], at], shape)
  }
  concat(other: Real, axis = 0): TraceReal {
    const b = this.x.own(other)
    const at = normaliseAxis(axis, this.shape.length)
    const rest = (shape: Shape) => shape.filter((_, i) => i !== at)
    if (b.shape.length !== this.shape.length || !sameShape(rest(this.shape), rest(b.shape)))
      throw new RangeError(`[${this.shape.join(', ')}] and [${b.shape.join(', ')}] do not join at axis ${at}`)
    const shape = this.shape.map((e, i) => (i === at ? e + b.shape[i] : e))
    return this.x.write(['concat', this.value, b.value, at], shape)
  }
  belowMax(axis: number): TraceReal {
    return this.x.write(['belowMax', this.value, normaliseAxis(axis, this.shape.length)], this.shape)
  }

  less(other: Operand): Proposition {
    return this.compared('less', other)
  }
  atMost(other: Operand): Proposition {
    return this.compared('atMost', other)
  }
  equal(other: Operand): Proposition {
    return this.compared('equal', other)
  }
  sameOrder(other: Real): Proposition {
    const b = this.x.own(other)
    if (!sameShape(this.shape, b.shape) || this.shape.length === 0)
      throw new RangeError(`[${this.shape.join(', ')}] and [${b.shape.join(', ')}] have no rows to compare`)
    return new Traced(['sameOrder', this.value, b.value])
  }
  rank(): Rank {
    if (this.shape.length !== 2) throw new RangeError(`[${this.shape.join(', ')}] is not one matrix`)
    return new TraceRank(this.value)
  }

  private compared(relation: 'less' | 'atMost' | 'equal', other: Operand): Proposition {
    const b = this.x.own(other)
    broadcastShapes(this.shape, b.shape)
    return new Traced([relation, this.value, b.value])
  }

  private binary(operation: BinaryOperation, other: Operand): TraceReal {
    const b = this.x.own(other)
    return this.x.write([operation, this.value, b.value], broadcastShapes(this.shape, b.shape))
  }

  private unary(operation: UnaryOperation): TraceReal {
    return this.x.write([operation, this.value], this.shape)
  }

  private reduce(operation: 'sum' | 'max' | 'min', axis: number | undefined, keepDims: boolean): TraceReal {
    if (axis === undefined) {
      const shape = keepDims ? this.shape.map(() => 1) : []
      return this.x.write([operation, this.value, null, keepDims], shape)
    }
    const at = normaliseAxis(axis, this.shape.length)
    if (operation !== 'sum' && this.shape[at] === 0)
      throw new RangeError('an axis of no entries has no largest or smallest one')
    return this.x.write([operation, this.value, at, keepDims], reducedShape(this.shape, at, keepDims))
  }
}

class TraceRank implements Rank {
  constructor(private readonly value: Value) {}

  atMost(other: Rank | number): Proposition {
    return this.compared('rankAtMost', other)
  }
  atLeast(other: Rank | number): Proposition {
    return this.compared('rankAtLeast', other)
  }

  private compared(relation: 'rankAtMost' | 'rankAtLeast', other: Rank | number): Proposition {
    if (typeof other === 'number') return new Traced([relation, this.value, other])
    if (!(other instanceof TraceRank))
      throw new TypeError('the rank belongs to another arithmetic than this trace')
    return new Traced([`${relation}ThatOf`, this.value, other.value])
  }
}

/** A proposition that only says how it is made. */
class Traced extends Proposition {
  constructor(readonly statement: Statement) {
    super()
  }
  override atoms() {
    return []
  }
  override judge(): never {
    throw new Error('a trace computes nothing that could be judged')
  }
  override and(other: Proposition) {
    return new Traced(['and', this.statement, statementOf(other)])
  }
  override or(other: Proposition) {
    return new Traced(['or', this.statement, statementOf(other)])
  }
  override implies(other: Proposition) {
    return new Traced(['implies', this.statement, statementOf(other)])
  }
  override iff(other: Proposition) {
    return new Traced(['iff', this.statement, statementOf(other)])
  }
  override not() {
    return new Traced(['not', this.statement])
  }
  override all() {
    return new Traced(['all', this.statement])
  }
  override any() {
    return new Traced(['any', this.statement])
  }
}

/** @throws {TypeError} for a proposition of another arithmetic */
export function statementOf(proposition: Proposition): Statement {
  if (proposition instanceof Traced) return proposition.statement
  throw new TypeError('the proposition belongs to another arithmetic than this trace')
}
