import type { Shapes } from '../../program/program.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Shape } from '../../program/shape.ts'
import { BINARY, forEach, UNARY } from '../../program/step.ts'
import type { Binary, OperationName, Reduction, Unary } from '../../program/step.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import type { TensorOperation } from '../tensor-operation.ts'
import type { Build } from './both-arithmetics.ts'

interface Case<T> {
  readonly title: string
  readonly shapes: Shapes
  readonly of: Build<T>
}
/** A formula whose result is compared, entry by entry, with its enclosure. */
export type OperationCase = Case<Real>
/** A statement whose truths are compared with those of the interval tier. */
export type AtomCase = Case<Proposition>

type Recorded = Parameters<OperationCase['of']>[1]
const single = (title: string, a: Shape, of: (a: Real, x: Recorded) => Real): OperationCase => ({
  title,
  shapes: { a },
  of: ({ a }, x) => of(a, x),
})
const pair = (title: string, a: Shape, b: Shape, of: (a: Real, b: Real) => Real): OperationCase => ({
  title,
  shapes: { a, b },
  of: ({ a, b }) => of(a, b),
})

const asItIs = (a: Real): Real => a
const awayFromZero = (a: Real): Real => a.abs().add(0.5)

/** An operation on one array, in several shapes; a computed array is brought into its domain. */
function onOne(name: Unary): OperationCase[] {
  const of = (a: Real) => a[name]()
  const { domain }: TensorOperation = TENSOR_OPERATIONS[name]
  const within = domain === 'positive' ? awayFromZero : asItIs
  return [
    single('of a matrix', [2, 3], of),
    single('of a scalar', [], of),
    single('of 37 numbers', [37], of),
    single('of three axes', [2, 1, 3], of),
    single('of sizes', [2, 3], (a) => of(a.abs())),
    single('of a computed array', [2, 3], (a) => of(within(a.mul(a.add(0.7))))),
  ]
}

/** An operation on two arrays, with broadcasting either way and with numbers; a computed divisor is no zero. */
function onTwo(name: Binary): OperationCase[] {
  const of = (a: Real, b: Real | number) => a[name](b)
  const { seesDivisor }: TensorOperation = TENSOR_OPERATIONS[name]
  const within = seesDivisor ? awayFromZero : asItIs
  return [
    pair('of two matrices', [2, 3], [2, 3], of),
    pair('of 37 numbers', [37], [37], of),
    pair('of a matrix and a row', [2, 3], [3], of),
    pair('of a column and a row', [2, 1], [1, 3], of),
    pair('of a scalar and a matrix', [], [2, 3], of),
    pair('of a matrix and three axes', [2, 3], [2, 1, 3], of),
    pair('of computed arrays', [2, 3], [2, 3], (a, b) => of(a.mul(b), within(b.mul(0.3)))),
    pair('with what is away from zero', [2, 3], [3], (a, b) => of(a, awayFromZero(b))),
    single('of an array and itself', [2, 3], (a) => of(a, a)),
    ...[3, -0.1, 1e-40].map((number) => single(`with the number ${number}`, [2, 3], (a) => of(a, number))),
    single('of a constant', [2, 3], (a, x) => of(x.constant([0.1, -7, 1e5]), a)),
  ]
}

/** A reduction, over every axis and over all. */
function overAxes(name: Reduction): OperationCase[] {
  const of = (a: Real, axis?: number, keepDims?: boolean) => a[name](axis, keepDims)
  return [
    single('over all', [2, 3], (a) => of(a)),
    single('over all, axes kept', [2, 3], (a) => of(a, undefined, true)),
    single('of a scalar', [], (a) => of(a)),
    single('over the first axis', [3, 3], (a) => of(a, 0)),
    single('over the last axis', [3, 3], (a) => of(a, -1)),
    single('over the last axis, kept', [3, 3], (a) => of(a, 1, true)),
    single('over the middle axis', [2, 3, 2], (a) => of(a, 1)),
    single('over the middle axis, kept', [2, 3, 2], (a) => of(a, -2, true)),
    single('over one entry', [3, 1], (a) => of(a, 1)),
    single('over 67 entries', [67], (a) => of(a, 0)),
    single('of one sign', [2, 5], (a) => of(a.abs(), -1)),
    single('of a computed array', [3, 3], (a) => of(a.mul(a.sub(0.3)), 0, true)),
  ]
}

/** What a program computes, inputs and constants aside. */
type Computed = Exclude<OperationName, 'input' | 'constant' | 'fraction'>

/** Cases of every operation of a program; one without any does not compile. */
export const OPERATION_CASES: { readonly [Name in Computed]: readonly OperationCase[] } = {
  ...forEach(BINARY, onTwo),
  ...forEach(UNARY, onOne),
  ...forEach(['sum', 'max', 'min'], overAxes),
  matMul: [
    pair('of two matrices', [2, 3], [3, 4], (a, b) => a.matMul(b)),
    pair('by a transposed matrix', [2, 3], [4, 3], (a, b) => a.matMul(b.transpose())),
    pair('by a transposed square matrix', [3, 3], [3, 3], (a, b) => a.matMul(b.transpose())),
    pair('of a transposed matrix', [3, 2], [3, 4], (a, b) => a.transpose().matMul(b)),
    pair('of an inner extent of 65', [2, 65], [65, 1], (a, b) => a.matMul(b)),
    pair('of leading axes', [2, 2, 3], [3, 2], (a, b) => a.matMul(b)),
    pair('of leading axes that broadcast', [2, 1, 2, 3], [2, 3, 2], (a, b) => a.matMul(b)),
    pair('of computed matrices', [2, 3], [4, 3], (a, b) => a.mul(0.3).matMul(b.square().transpose())),
    single('of a matrix and its transpose', [3, 3], (a) => a.matMul(a.transpose())),
    single('of a constant', [3, 2], (a, x) => x.constant([1, 0, 0.1, 2, -3, 1], [2, 3]).matMul(a)),
  ],
  transpose: [
    single('of a matrix', [2, 3], (a) => a.transpose()),
    single('of three axes', [2, 3, 4], (a) => a.transpose()),
    single('twice', [2, 3], (a) => a.transpose().transpose()),
    single('of a computed matrix', [2, 3], (a) => a.mul(0.3).transpose()),
  ],
  reshape: [
    single('to a row', [2, 3], (a) => a.reshape([6])),
    single('to more axes', [6, 2], (a) => a.reshape([2, 3, 1, 2])),
    single('to a scalar', [1, 1], (a) => a.reshape([])),
    single('of a transposed matrix', [2, 3], (a) => a.transpose().reshape([2, 3])),
    single('of a computed matrix', [2, 3], (a) => a.mul(0.3).reshape([3, 2])),
  ],
  gather: [
    single('of rows', [4, 3], (a) => a.gather([3, 0, 0, 2])),
    single('of columns', [2, 4], (a) => a.gather([1, 3, 1], 1)),
    single('along the last axis', [2, 2, 3], (a) => a.gather([2], -1)),
    single('of a computed array', [4], (a) => a.mul(0.3).gather([1, 2])),
  ],
  concat: [
    pair('of rows', [2, 3], [1, 3], (a, b) => a.concat(b)),
    pair('of columns', [2, 3], [2, 2], (a, b) => a.concat(b, 1)),
    pair('along the last axis', [1, 2, 3], [1, 2, 1], (a, b) => a.concat(b, -1)),
    pair('of a computed array', [2], [3], (a, b) => a.mul(0.3).concat(b)),
    pair('of an array and a computed one', [2], [3], (a, b) => a.concat(b.mul(0.3))),
    single('of a constant', [1, 3], (a, x) => x.constant([1, 0.1, -3], [1, 3]).concat(a)),
  ],
  belowMax: [
    // The constant cancels in a difference of two entries; alone it is arbitrary.
    single('along the last axis', [2, 4], (a) => differences(a.belowMax(-1), 1)),
    single('along the first axis', [4, 2], (a) => differences(a.belowMax(0), 0)),
    single('of a computed array', [2, 4], (a) => differences(a.mul(0.3).belowMax(-1), 1)),
    single('before exponentials', [2, 4], (a) => normalised(a.belowMax(-1).exp(), -1)),
    single('before exponentials along the first axis', [4, 2], (a) => normalised(a.belowMax(0).exp(), 0)),
  ],
}

const differences = (a: Real, axis: number) => a.gather([0, 1, 2], axis).sub(a.gather([1, 2, 3], axis))

/** Quotients of entries by their sums along an axis. */
export const normalised = (terms: Real, axis = -1): Real => terms.div(terms.sum(axis, true))
