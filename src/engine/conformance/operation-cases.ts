import type { Real } from '../../program/real.ts'
import type { Shape } from '../../program/shape.ts'
import type { CasesOf, Methods, OperationCase, OperationName } from './cases-of.ts'

type Formula = OperationCase['of']
const single = (
  title: string,
  a: Shape,
  of: (a: Real, x: Parameters<Formula>[1]) => Real,
): OperationCase => ({
  title,
  shapes: { a },
  of: ({ a }, x) => of(a, x),
})
const pair = (title: string, a: Shape, b: Shape, of: (a: Real, b: Real) => Real): OperationCase => ({
  title,
  shapes: { a, b },
  of: ({ a, b }) => of(a, b),
})

/** An operation on one array, in several shapes; `prepare` puts the array into the operation's domain. */
const onOne = (of: (a: Real) => Real, prepare: (a: Real) => Real = (a) => a): OperationCase[] => [
  single('of a matrix', [2, 3], of),
  single('of a scalar', [], of),
  single('of 37 numbers', [37], of),
  single('of three axes', [2, 1, 3], of),
  single('of a computed array', [2, 3], (a) => of(prepare(a.mul(a.add(0.7))))),
]

/** An operation on two arrays, with broadcasting either way and with numbers. */
const onTwo = (of: (a: Real, b: Real | number) => Real, prepare = (b: Real) => b): OperationCase[] => [
  pair('of two matrices', [2, 3], [2, 3], of),
  pair('of 37 numbers', [37], [37], of),
  pair('of a matrix and a row', [2, 3], [3], of),
  pair('of a column and a row', [2, 1], [1, 3], of),
  pair('of a scalar and a matrix', [], [2, 3], of),
  pair('of a matrix and three axes', [2, 3], [2, 1, 3], of),
  pair('of computed arrays', [2, 3], [2, 3], (a, b) => of(a.mul(b), prepare(b.mul(0.3)))),
  single('of an array and itself', [2, 3], (a) => of(a, a)),
  single('with the number 3', [2, 3], (a) => of(a, 3)),
  single('with the number -0.1', [2, 3], (a) => of(a, -0.1)),
  single('with the number 1e-40', [2, 3], (a) => of(a, 1e-40)),
  single('of a constant', [2, 3], (a, x) => of(x.constant([0.1, -7, 1e5]), a)),
]

const awayFromZero = (a: Real) => a.abs().add(0.5)

/** A reduction, over every axis and over all. */
const overAxes = (of: (a: Real, axis?: number, keepDims?: boolean) => Real): OperationCase[] => [
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

/** Every method of `Real` that returns an array. */
export const OPERATIONS: Pick<CasesOf<Methods>, OperationName> = {
  add: onTwo((a, b) => a.add(b)),
  sub: onTwo((a, b) => a.sub(b)),
  mul: onTwo((a, b) => a.mul(b)),
  div: [
    ...onTwo((a, b) => a.div(b), awayFromZero),
    pair('by what is away from zero', [2, 3], [3], (a, b) => a.div(awayFromZero(b))),
  ],
  minimum: onTwo((a, b) => a.minimum(b)),
  maximum: onTwo((a, b) => a.maximum(b)),
  neg: onOne((a) => a.neg()),
  abs: onOne((a) => a.abs()),
  relu: onOne((a) => a.relu()),
  square: onOne((a) => a.square()),
  sqrt: [...onOne((a) => a.sqrt(), awayFromZero), single('of sizes', [2, 3], (a) => a.abs().sqrt())],
  exp: onOne((a) => a.exp()),
  log: [...onOne((a) => a.log(), awayFromZero), single('of sizes', [2, 3], (a) => a.abs().log())],
  tanh: onOne((a) => a.tanh()),
  sin: onOne((a) => a.sin()),
  cos: onOne((a) => a.cos()),
  sum: overAxes((a, ...axis) => a.sum(...axis)),
  max: overAxes((a, ...axis) => a.max(...axis)),
  min: overAxes((a, ...axis) => a.min(...axis)),
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
    single('before exponentials', [2, 4], (a) => {
      const terms = a.belowMax(-1).exp()
      return terms.div(terms.sum(-1, true))
    }),
    single('before exponentials along the first axis', [4, 2], (a) => {
      const terms = a.belowMax(0).exp()
      return terms.div(terms.sum(0, true))
    }),
  ],
}

const differences = (a: Real, axis: number) => a.gather([0, 1, 2], axis).sub(a.gather([1, 2, 3], axis))
