import type { Real } from '../../program/real.ts'
import type { Shape } from '../../program/shape.ts'
import { BINARY, forEach, UNARY, type Binary, type Reduction, type Unary } from '../../program/step.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import type { TensorOperation } from '../tensor-operation.ts'
import { pair, single, type OperationCase } from './case.ts'
import type { Computed } from './operation-cases.ts'

/** From one axis to eight, more than any kernel has routines for. */
const SHAPES: readonly Shape[] = Array.from({ length: 8 }, (_, i) => [2, 3, 1, 2, 2, 1, 2, 2].slice(0, i + 1))
const EIGHT = SHAPES[7]
const MATRICES = SHAPES.slice(1)

const inWords = (...shapes: Shape[]): string =>
  `of [${shapes.map((shape) => shape.join('×')).join('] and [')}]`

/** Every shape seen from each of its axes. */
const along = (of: (shape: Shape, axis: number, title: string) => OperationCase): OperationCase[] =>
  SHAPES.flatMap((shape) => shape.map((_, axis) => of(shape, axis, `${inWords(shape)} along axis ${axis}`)))

const awayFromZero = (a: Real): Real => a.abs().add(0.5)

function onOne(name: Unary): OperationCase[] {
  const { domain }: TensorOperation = TENSOR_OPERATIONS[name]
  const of = (a: Real) => (domain === 'positive' ? awayFromZero(a) : a)[name]()
  return [...SHAPES, [0], [1, 1], [2, 0, 3], [2, 1, 3, 0, 2]].map((shape) =>
    single(inWords(shape), shape, of),
  )
}

/** Shapes of two operands; both ways round each. */
const MEETING: readonly (readonly [Shape, Shape])[] = [
  ...SHAPES.slice(0, -1).map((shape) => [EIGHT, EIGHT.slice(-shape.length)] as const),
  [EIGHT, []],
  [EIGHT, [2, 1, 1, 1, 2]],
  [EIGHT, [1, 3, 2, 1, 2, 3, 1, 2]],
  [
    [2, 1, 2, 1, 2, 1, 2],
    [1, 3, 1, 2, 1, 2, 1],
  ],
  [
    [2, 1, 2, 1],
    [3, 1, 2],
  ],
  [
    [1, 1, 1, 1, 1],
    [1, 1, 1],
  ],
  [[0], [1]],
  [
    [2, 1, 0, 1, 2],
    [3, 1, 4, 1],
  ],
]

function onTwo(name: Binary): OperationCase[] {
  const of = (a: Real, b: Real) => a[name](name === 'div' ? awayFromZero(b) : b)
  return [
    ...SHAPES.map((shape) => pair(inWords(shape, shape), shape, shape, of)),
    ...MEETING.flatMap(([a, b]) => [pair(inWords(a, b), a, b, of), pair(inWords(b, a), b, a, of)]),
    single('of a constant of five axes', EIGHT, (a, x) => of(x.constant([1, -2, 3, -4], [2, 1, 1, 2, 1]), a)),
    pair('of computed arrays', EIGHT, [2, 1, 2, 1, 1, 2], (a, b) => of(a.mul(0.3), b.mul(0.7))),
  ]
}

function overAxes(name: Reduction): OperationCase[] {
  const empty = name === 'sum' ? [[0], [0, 3], [2, 3, 1, 0, 2]] : []
  return [
    ...along((shape, axis, title) =>
      single(title, shape, (a) => a[name](axis, (axis + shape.length) % 2 === 1)),
    ),
    ...[...SHAPES, ...empty].map((shape) => single(`${inWords(shape)}, all`, shape, (a) => a[name]())),
    single('of computed numbers, all, axes kept', EIGHT, (a) => a.mul(0.3)[name](undefined, true)),
    ...along((shape, axis, title) => single(`${title}, computed`, shape, (a) => a.mul(0.3)[name](axis))),
    // What is left has no entries, or is the sum of none.
    single('of no rows', [0, 3], (a) => a[name](1)),
    ...empty.map((shape) =>
      single(inWords(shape), shape, (a) => a[name](Math.min(shape.length - 1, 3), true)),
    ),
  ]
}

/** Cases of many axes, and of extents 0 and 1, for every operation; one without any does not compile. */
export const AXES_CASES: { readonly [Name in Computed]: readonly OperationCase[] } = {
  ...forEach(BINARY, onTwo),
  ...forEach(UNARY, onOne),
  ...forEach(['sum', 'max', 'min'], overAxes),
  matMul: (
    [
      ...MATRICES.map((shape) => [shape, [...shape.slice(0, -2), shape.at(-1)!, 2]] as const),
      ...MATRICES.map((shape) => [shape, [shape.at(-1)!, 3]] as const),
      ...MATRICES.map((shape) => [[4, shape.at(-2)!], shape] as const),
      [
        [2, 1, 2, 1, 2, 2, 3],
        [1, 3, 1, 2, 1, 3, 2],
      ],
      [
        [2, 0],
        [0, 3],
      ],
      [
        [2, 2, 2, 0],
        [2, 1, 1, 0, 1],
      ],
      [
        [3, 0, 2],
        [2, 4],
      ],
    ] as const
  ).flatMap(([a, b]) => [
    pair(inWords(a, b), a, b, (x, y) => x.matMul(y)),
    pair(`${inWords(a, b)}, computed and transposed`, a, [...b.slice(0, -2), b.at(-1)!, b.at(-2)!], (x, y) =>
      x.mul(0.3).matMul(y.mul(0.7).transpose()),
    ),
  ]),
  transpose: [...MATRICES, [0, 2], [2, 1, 1, 3, 0]].map((shape) =>
    single(inWords(shape), shape, (a) => a.mul(0.3).transpose()),
  ),
  reshape: [
    ...SHAPES.map((shape) => single(`${inWords(shape)} to a row`, shape, (a) => a.reshape([-1]))),
    ...SHAPES.map((shape) =>
      single(`${inWords(shape)} from a row`, shape, (a) => a.reshape([-1]).add(1).reshape(shape)),
    ),
    single('of no entries', [2, 0, 3], (a) => a.reshape([0, 1, 5, 1, 2])),
  ],
  gather: [
    ...along((shape, axis, title) =>
      single(title, shape, (a) => a.gather([shape[axis] - 1, 0, 0, shape[axis] - 1], axis)),
    ),
    single('of nothing', EIGHT, (a) => a.gather([], 4)),
    single('of nothing along another axis of no entries', [2, 0, 3], (a) => a.gather([1, 1, 0], 0)),
  ],
  concat: [
    ...along((shape, axis, title) =>
      pair(
        title,
        shape,
        shape.map((extent, i) => (i === axis ? 3 : extent)),
        (a, b) => a.concat(b.mul(0.3), axis),
      ),
    ),
    single('of a constant', [1, 2, 1, 2, 3], (a, x) =>
      x.constant([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2], [1, 2, 1, 2, 3]).concat(a, 3),
    ),
    pair('of nothing and rows', [0, 3], [2, 3], (a, b) => a.concat(b)),
    pair('of rows and nothing', [2, 3, 2, 1, 2], [2, 3, 2, 0, 2], (a, b) => a.concat(b, 3)),
  ],
  belowMax: [
    // What a constant along the axis does not change.
    ...along((shape, axis, title) =>
      single(title, shape, (a) => {
        const below = a.belowMax(axis)
        return below.sub(below.gather(new Array<number>(shape[axis]).fill(shape[axis] - 1), axis))
      }),
    ),
    single('of no rows', [0, 3], (a) => a.belowMax(1)),
  ],
}
