import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Shape } from '../program/shape.ts'
import type { OperationName } from '../program/step.ts'

/** A formula of arrays a and b of numbers of either sign, and p of positive ones; and the shape of what comes out. */
export interface Case {
  readonly shapes: Readonly<Record<string, Shape>>
  readonly of: (inputs: Record<string, Real>, x: Recorder) => Real
  readonly shape: Shape
}
type Cases = Readonly<Record<string, Case>>

const one = (of: (array: Real) => Real, name = 'a'): Cases => {
  const to = (shape: Shape): Case => ({ shapes: { [name]: shape }, of: (inputs) => of(inputs[name]), shape })
  return {
    'a matrix': to([2, 3]),
    'a number': to([]),
    'extents of 1': to([1, 1, 2]),
    'no entries': to([0, 3]),
  }
}

const two = (of: (a: Real, b: Real | number) => Real, name = 'b'): Cases => {
  const to = (a: Shape, b: Shape, shape: Shape): Case => ({
    shapes: { a, [name]: b },
    of: (inputs) => of(inputs.a, inputs[name]),
    shape,
  })
  return {
    'two matrices': to([2, 3], [2, 3], [2, 3]),
    'a matrix and a row': to([2, 3], [3], [2, 3]),
    'a row and a matrix': to([3], [2, 3], [2, 3]),
    'a column and a row': to([2, 1], [1, 3], [2, 3]),
    'a number and a matrix': to([], [2, 3], [2, 3]),
    'a matrix and three axes': to([2, 3], [2, 1, 3], [2, 2, 3]),
    'no entries and a row': to([0, 3], [3], [0, 3]),
    'with a plain number': { shapes: { a: [2, 3] }, of: ({ a }) => of(a, 0.1), shape: [2, 3] },
    'with itself': { shapes: { p: [2, 3] }, of: ({ p }) => of(p, p), shape: [2, 3] },
  }
}

const a = (shape: Shape, of: (a: Real) => Real, to: Shape): Case => ({
  shapes: { a: shape },
  of: ({ a }) => of(a),
  shape: to,
})

const reductions = (of: (a: Real, axis?: number, keepDims?: boolean) => Real): Cases => ({
  'over the first axis': a([2, 3, 4], (x) => of(x, 0), [3, 4]),
  'over the middle axis': a([2, 3, 4], (x) => of(x, 1), [2, 4]),
  'over the last axis': a([2, 3, 4], (x) => of(x, -1), [2, 3]),
  'over the first axis, kept': a([2, 3, 4], (x) => of(x, 0, true), [1, 3, 4]),
  'over the middle axis, kept': a([2, 3, 4], (x) => of(x, -2, true), [2, 1, 4]),
  'over the last axis, kept': a([2, 3, 4], (x) => of(x, 2, true), [2, 3, 1]),
  'over all': a([2, 3, 4], (x) => of(x), []),
  'over all, kept': a([2, 3, 4], (x) => of(x, undefined, true), [1, 1, 1]),
  'of a number': a([], (x) => of(x), []),
  'over an extent of 1': a([3, 1], (x) => of(x, 1), [3]),
  'of no rows': a([0, 3], (x) => of(x, 1), [0]),
})

const pair = (left: Shape, right: Shape, of: (a: Real, b: Real) => Real, shape: Shape): Case => ({
  shapes: { a: left, b: right },
  of: ({ a, b }) => of(a, b),
  shape,
})

const alone = (of: (x: Recorder) => Real, shape: Shape): Case => ({ shapes: {}, of: (_, x) => of(x), shape })

const differences = (axis: number) => (x: Real) => {
  const below = x.belowMax(axis)
  return below.sub(below.gather([0], axis))
}

/** Cases of every operation: one without any does not compile. */
export const CASES: { readonly [Name in OperationName]: Cases } = {
  input: one((x) => x),
  constant: {
    'a number': alone((x) => x.constant(-0.1), []),
    'a number that fills a matrix': alone((x) => x.constant(3, [2, 2]), [2, 2]),
    'a number that fills a row': alone((x) => x.constant(0.1, [3]), [3]),
    'a number that fills nothing': alone((x) => x.constant(3, [0, 2]), [0, 2]),
    'a row': alone((x) => x.constant([1, -0.7, 1e-3]), [3]),
    'a matrix': alone((x) => x.constant(Float64Array.of(1, 2 / 3, 3, 4, 5, 1e5), [2, 3]), [2, 3]),
    'one entry': alone((x) => x.constant([1 / 3], [1, 1]), [1, 1]),
    'no entries': alone((x) => x.constant([]), [0]),
    'beside an input': {
      shapes: { a: [2, 3] },
      of: ({ a }, x) => a.mul(x.constant([1, -2, 0.5])),
      shape: [2, 3],
    },
  },
  fraction: {
    third: alone((x) => x.rational(1, 3), []),
    negative: alone((x) => x.rational(-7, 5), []),
    whole: alone((x) => x.rational(6, 3), []),
    nothing: alone((x) => x.rational(0, -7), []),
    'beside an input': { shapes: { a: [2, 3] }, of: ({ a }, x) => a.mul(x.rational(1, 2)), shape: [2, 3] },
  },
  add: two((x, y) => x.add(y)),
  sub: two((x, y) => x.sub(y)),
  mul: two((x, y) => x.mul(y)),
  div: two((x, y) => x.div(y), 'p'),
  minimum: two((x, y) => x.minimum(y)),
  maximum: two((x, y) => x.maximum(y)),
  wherePositive: two((x, y) => x.wherePositive(y)),
  whereNonNegative: two((x, y) => x.whereNonNegative(y)),
  neg: one((x) => x.neg()),
  abs: one((x) => x.abs()),
  relu: one((x) => x.relu()),
  square: one((x) => x.square()),
  sqrt: one((x) => x.sqrt(), 'p'),
  exp: one((x) => x.exp()),
  log: one((x) => x.log(), 'p'),
  tanh: one((x) => x.tanh()),
  sin: one((x) => x.sin()),
  cos: one((x) => x.cos()),
  sum: {
    ...reductions((x, ...over) => x.sum(...over)),
    'over no entries': a([0, 3], (x) => x.sum(0), [3]),
    'over no entries, kept': a([3, 0], (x) => x.sum(-1, true), [3, 1]),
    'over all of nothing': a([0, 3], (x) => x.sum(), []),
  },
  max: reductions((x, ...over) => x.max(...over)),
  min: reductions((x, ...over) => x.min(...over)),
  matMul: {
    'two matrices': pair([2, 3], [3, 4], (x, y) => x.matMul(y), [2, 4]),
    'by a transposed matrix': pair([2, 3], [4, 3], (x, y) => x.matMul(y.transpose()), [2, 4]),
    'extents of 1': pair([1, 1], [1, 1], (x, y) => x.matMul(y), [1, 1]),
    'an inner extent of 0': pair([2, 0], [0, 3], (x, y) => x.matMul(y), [2, 3]),
    'no rows': pair([0, 2], [2, 3], (x, y) => x.matMul(y), [0, 3]),
    'leading axes': pair([2, 2, 3], [2, 3, 1], (x, y) => x.matMul(y), [2, 2, 1]),
    'leading axes that broadcast': pair([2, 1, 2, 3], [3, 3, 2], (x, y) => x.matMul(y), [2, 3, 2, 2]),
    'with itself': a([2, 2], (x) => x.matMul(x), [2, 2]),
  },
  transpose: {
    'a matrix': a([2, 3], (x) => x.transpose(), [3, 2]),
    'leading axes': a([2, 3, 4], (x) => x.transpose(), [2, 4, 3]),
    'no rows': a([0, 3], (x) => x.transpose(), [3, 0]),
  },
  reshape: {
    'to a row': a([2, 3], (x) => x.reshape([6]), [6]),
    'to more axes': a([6], (x) => x.reshape([1, 3, 2]), [1, 3, 2]),
    'to a number': a([1, 1], (x) => x.reshape([]), []),
    'to what is left': a([2, 3], (x) => x.reshape([3, -1]), [3, 2]),
    'no entries': a([0, 3], (x) => x.reshape([3, 0]), [3, 0]),
    'a transposed matrix': a([2, 3], (x) => x.transpose().reshape([2, 3]), [2, 3]),
  },
  gather: {
    rows: a([4, 3], (x) => x.gather([3, 0, 0]), [3, 3]),
    columns: a([2, 3], (x) => x.gather([2, 1], -1), [2, 2]),
    'in the middle': a([2, 3, 2], (x) => x.gather([1], 1), [2, 1, 2]),
    nothing: a([2, 3], (x) => x.gather([], 1), [2, 0]),
  },
  concat: {
    rows: pair([2, 3], [1, 3], (x, y) => x.concat(y), [3, 3]),
    columns: pair([2, 3], [2, 1], (x, y) => x.concat(y, -1), [2, 4]),
    'in the middle': pair([2, 1, 2], [2, 2, 2], (x, y) => x.concat(y, 1), [2, 3, 2]),
    'no rows': pair([2, 3], [0, 3], (x, y) => x.concat(y), [2, 3]),
    'what is left of nothing': a([2, 3], (x) => x.gather([]).concat(x), [2, 3]),
    'two of no rows': pair([0, 3], [0, 3], (x, y) => x.concat(y), [0, 3]),
    'a constant': { shapes: { a: [2] }, of: ({ a }, x) => x.constant([0.1, 2]).concat(a), shape: [4] },
  },
  belowMax: {
    // The number subtracted is arbitrary, and cancels in a difference of entries.
    'along the last axis': a([2, 3], differences(-1), [2, 3]),
    'along the first axis': a([2, 3], differences(0), [2, 3]),
    'in the middle': a([2, 3, 2], differences(1), [2, 3, 2]),
    'an extent of 1': a([2, 1], differences(1), [2, 1]),
    'no rows': a([0, 3], differences(1), [0, 3]),
  },
}
