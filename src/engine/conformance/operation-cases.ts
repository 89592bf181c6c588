import type { Real } from '../../program/real.ts'
import { BINARY, forEach, UNARY, type OperationName } from '../../program/step.ts'
import { normalised, pair, single, type OperationCase } from './case.ts'
import { onOne, onTwo, overAxes } from './cases-by-kind.ts'

/** What a program computes, inputs and constants aside. */
export type Computed = Exclude<OperationName, 'input' | 'constant' | 'fraction'>

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
