import {
  broadcastShapes,
  inWords,
  matMulShape,
  reducedShape,
  sameShape,
  sizeOf,
  type Shape,
} from './shape.ts'
import { toHex } from './hex-float.ts'
import { BINARY, forEach, UNARY, type OperationName, type Reduced, type StepOf } from './step.ts'

/** What is known of an operation whatever the arithmetic. */
export interface Operation<Name extends OperationName> {
  readonly operands: 0 | 1 | 2
  /**
   * The shape of the result; an input, a constant and a reshaped array state their own.
   *
   * @throws {RangeError} when operands or parameters do not fit
   */
  shape(step: Omit<StepOf<Name>, 'op' | 'of'>, ...operands: Shape[]): Shape
  /** What stands behind the operands in the JSON form `[name, ...operands, ...parameters]`. */
  parameters(step: StepOf<Name>): readonly unknown[]
}

const none = (): readonly unknown[] => []
const elementwise = (operands: 1 | 2) => ({
  operands,
  shape: (_: unknown, a: Shape, b: Shape = a) => broadcastShapes(a, b),
  parameters: none,
})
const leaf = {
  operands: 0,
  shape({ shape }: { shape: Shape }) {
    if (!shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0))
      throw new RangeError(`${inWords(shape)} is no shape: every extent is a whole number`)
    return shape
  },
} as const

const reduction = {
  operands: 1,
  shape: ({ axis, keepDims }: Reduced, a: Shape) =>
    axis !== null ? reducedShape(a, axis, keepDims) : keepDims ? a.map(() => 1) : [],
  parameters: ({ axis, keepDims }: Reduced) => [axis, keepDims],
} as const

const extremum = {
  ...reduction,
  shape(step: Reduced, a: Shape): Shape {
    const extent = step.axis === null ? sizeOf(a) : a[step.axis]
    if (extent === 0)
      throw new RangeError(`no entries of ${inWords(a)} to find the largest or smallest one of`)
    return reduction.shape(step, a)
  },
} as const

/** Every operation that a program can hold; what one computes stands in the kernels of each arithmetic. */
export const OPERATIONS: { readonly [Name in OperationName]: Operation<Name> } = {
  input: { ...leaf, parameters: ({ name }) => [name] },
  constant: { ...leaf, parameters: ({ shape, values }) => [shape, Array.from(values, toHex)] },
  fraction: { ...leaf, parameters: ({ numerator, denominator }) => [numerator, denominator] },
  ...forEach(BINARY, () => elementwise(2)),
  ...forEach(UNARY, () => elementwise(1)),
  sum: reduction,
  max: extremum,
  min: extremum,
  matMul: { operands: 2, shape: (_, a, b) => matMulShape(a, b), parameters: none },
  transpose: {
    operands: 1,
    shape(_, a) {
      if (a.length < 2) throw new RangeError(`${inWords(a)} has no two axes to swap`)
      return [...a.slice(0, -2), a.at(-1)!, a.at(-2)!]
    },
    parameters: none,
  },
  reshape: {
    operands: 1,
    shape({ shape }, a) {
      if (sizeOf(shape) !== sizeOf(a))
        throw new RangeError(`${inWords(a)} cannot be reshaped to ${inWords(shape)}`)
      return shape
    },
    parameters: ({ shape }) => [shape],
  },
  gather: {
    operands: 1,
    shape({ indices, axis }, a) {
      const outside = indices.find((i) => !(Number.isInteger(i) && i >= 0 && i < a[axis]))
      if (outside !== undefined)
        throw new RangeError(`there is no entry ${outside} along axis ${axis} of ${inWords(a)}`)
      return a.map((extent, i) => (i === axis ? indices.length : extent))
    },
    parameters: ({ indices, axis }) => [indices, axis],
  },
  concat: {
    operands: 2,
    shape({ axis }, a, b) {
      const rest = (of: Shape) => of.filter((_, i) => i !== axis)
      if (b.length !== a.length || !sameShape(rest(a), rest(b)))
        throw new RangeError(`${inWords(a)} and ${inWords(b)} do not join along axis ${axis}`)
      return a.map((extent, i) => (i === axis ? extent + b[i] : extent))
    },
    parameters: ({ axis }) => [axis],
  },
  belowMax: { operands: 1, shape: (_, a) => a, parameters: ({ axis }) => [axis] },
}
