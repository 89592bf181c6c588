import type { Formula } from '../program/formula.ts'
import type { Shape } from '../program/shape.ts'
import type { Binary, Kernels, Reduced, Reduction, Step, StepOf, Unary } from '../program/step.ts'

/** An array of float64 numbers, by index. */
export interface Plain {
  readonly shape: Shape
  readonly at: (index: readonly number[]) => number
}

/** All indices of an array, row by row. */
function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (indices, extent) => indices.flatMap((index) => Array.from({ length: extent }, (_, i) => [...index, i])),
    [[]],
  )
}

export const entriesOf = ({ shape, at }: Plain): number[] => indicesOf(shape).map(at)

/** An array of these entries, row by row; one alone fills it. */
export function plain(shape: Shape, entries: ArrayLike<number>): Plain {
  const place = (index: readonly number[]) => index.reduce((at, i, axis) => at * shape[axis] + i, 0)
  return { shape, at: (index) => entries[entries.length === 1 ? 0 : place(index)] }
}

const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0)

const onOne =
  (of: (x: number) => number) =>
  ({ shape }: StepOf<Unary>, { at }: Plain): Plain => ({ shape, at: (index) => of(at(index)) })

/** Aligned at the last axis; an extent of 1 is repeated. */
const stretched =
  ({ shape, at }: Plain) =>
  (index: readonly number[]): number =>
    at(index.slice(index.length - shape.length).map((i, axis) => (shape[axis] === 1 ? 0 : i)))

const onTwo =
  (of: (x: number, y: number) => number) =>
  ({ shape }: StepOf<Binary>, a: Plain, b: Plain): Plain => ({
    shape,
    at: (index) => of(stretched(a)(index), stretched(b)(index)),
  })

const over =
  (of: (entries: readonly number[]) => number) =>
  ({ shape, axis, keepDims }: StepOf<Reduction> & Reduced, a: Plain): Plain => {
    if (axis === null) return { shape, at: () => of(entriesOf(a)) }
    const along = (index: readonly number[], i: number) => [
      ...index.slice(0, axis),
      i,
      ...index.slice(keepDims ? axis + 1 : axis),
    ]
    const at = (index: readonly number[]) =>
      of(Array.from({ length: a.shape[axis] }, (_, i) => a.at(along(index, i))))
    return { shape, at }
  }

/** Every operation in plain float64, without bounds, in the words of its definition. */
const KERNELS: Omit<Kernels<Plain>, 'input'> = {
  constant: ({ shape, values }) => plain(shape, values),
  fraction: ({ shape, numerator, denominator }) => plain(shape, [numerator / denominator]),
  add: onTwo((x, y) => x + y),
  sub: onTwo((x, y) => x - y),
  mul: onTwo((x, y) => x * y),
  div: onTwo((x, y) => x / y),
  minimum: onTwo(Math.min),
  maximum: onTwo(Math.max),
  wherePositive: onTwo((x, y) => (y > 0 ? x : 0)),
  whereNonNegative: onTwo((x, y) => (y >= 0 ? x : 0)),
  neg: onOne((x) => -x),
  abs: onOne(Math.abs),
  relu: onOne((x) => Math.max(x, 0)),
  square: onOne((x) => x * x),
  sqrt: onOne(Math.sqrt),
  exp: onOne(Math.exp),
  log: onOne(Math.log),
  tanh: onOne(Math.tanh),
  sin: onOne(Math.sin),
  cos: onOne(Math.cos),
  sum: over(sum),
  max: over((of) => Math.max(...of)),
  min: over((of) => Math.min(...of)),
  matMul: ({ shape }, a, b) => ({
    shape,
    at(index) {
      const [stack, i, j] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!]
      const terms = Array.from({ length: a.shape.at(-1)! }, (_, k) => {
        return stretched(a)([...stack, i, k]) * stretched(b)([...stack, k, j])
      })
      return sum(terms)
    },
  }),
  transpose: ({ shape }, a) => ({
    shape,
    at: (index) => a.at([...index.slice(0, -2), index.at(-1)!, index.at(-2)!]),
  }),
  reshape: ({ shape }, a) => plain(shape, entriesOf(a)),
  gather: ({ shape, indices, axis }, a) => ({
    shape,
    at: (index) => a.at(index.with(axis, indices[index[axis]])),
  }),
  concat: ({ shape, axis }, a, b) => ({
    shape,
    at(index) {
      const beyond = index[axis] - a.shape[axis]
      return beyond < 0 ? a.at(index) : b.at(index.with(axis, beyond))
    },
  }),
  belowMax({ shape, axis }, a) {
    const most = over((of) => Math.max(...of))({ op: 'max', of: [], shape, axis, keepDims: true }, a)
    return onTwo((x, y) => x - y)({ op: 'sub', of: [], shape }, a, most)
  },
}

/** A formula in plain float64. @param inputs by name */
export function computed({ steps, value }: Formula, inputs: Readonly<Record<string, Plain>>): Plain {
  const values: Plain[] = []
  for (const step of steps) {
    if (step.op === 'input') values.push(inputs[step.name])
    else {
      const kernel = KERNELS[step.op] as (step: Step, ...of: Plain[]) => Plain
      values.push(kernel(step, ...step.of.map((operand) => values[operand])))
    }
  }
  return values[value]
}
