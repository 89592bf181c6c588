import type { Real } from '../../program/real.ts'
import type { Binary, Reduction, Unary } from '../../program/step.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import type { TensorOperation } from '../tensor-operation.ts'
import { pair, single, type OperationCase } from './case.ts'

const asItIs = (a: Real): Real => a
const awayFromZero = (a: Real): Real => a.abs().add(0.5)

/** An operation on one array, in several shapes; a computed array is brought into its domain. */
export function onOne(name: Unary): OperationCase[] {
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
export function onTwo(name: Binary): OperationCase[] {
  const of = (a: Real, b: Real | number) => a[name](b)
  const within = name === 'div' ? awayFromZero : asItIs
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
export function overAxes(name: Reduction): OperationCase[] {
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
