import type { Tensor } from '@tensorflow/tfjs-core'
import { sameShape, sizeOf, type Shape } from '../../program/shape.ts'
import {
  BINARY,
  forEach,
  isGate,
  UNARY,
  type Binary,
  type Kernels,
  type Reduced,
  type Reduction,
  type StepOf,
  type Unary,
} from '../../program/step.ts'
import { aligned } from './aligned.ts'
import { asMatrices, bothInShape, heldShape, inShape, seenFrom } from './axes.ts'
import { batchedProduct } from './batched-product.ts'
import type { DeviceContext, Tensors } from './context.ts'
import { copyBound, DeviceArray } from './device-array.ts'
import type { LaneBound } from './lane-bound.ts'
import { cutAnew, type RowLimits } from './row-limits.ts'
import { gate } from './gate.ts'
import { constant } from './upload.ts'

/** An array of tensors in whatever shape an operation left them. */
const held = (context: DeviceContext, shape: Shape, bound: LaneBound, tensors: () => Tensors): DeviceArray =>
  new DeviceArray(context, shape, bound, () =>
    bothInShape(context.tf, tensors(), heldShape(bound.lanes, shape)),
  )

/** The tensors of an array, seen in another shape. */
const seenAs = ({ context, tensors }: DeviceArray, full: readonly number[]): Tensors =>
  bothInShape(context.tf, tensors, full)

const onOne =
  (op: Unary) =>
  ({ shape }: StepOf<Unary>, a: DeviceArray): DeviceArray => {
    const { rules, running } = a.context
    return new DeviceArray(a.context, shape, rules.onEach(op, a.bound, lastExtent(shape)), () => {
      const value = a.context.tf[op](a.tensors.value)
      return { value, error: running?.[op](a.tensors, value) }
    })
  }

const onTwo =
  (op: Binary) =>
  ({ shape }: StepOf<Binary>, a: DeviceArray, b: DeviceArray): DeviceArray => {
    const { context } = a
    return held(context, shape, binaryBound(op, a, b, lastExtent(shape)), () => {
      const [left, right] = aligned(context.tf, a, b)
      const value = isGate(op)
        ? gate(context.tf, op, left.value, right.value)
        : context.tf[op](left.value, right.value)
      return { value, error: context.running?.[isGate(op) ? 'gate' : op](left, right, value) }
    })
  }

/** @param n extent of the result's last axis */
function binaryBound(op: Binary, a: DeviceArray, b: DeviceArray, n: number): LaneBound {
  const { rules } = a.context
  if (op === 'div' && byRow(a, b))
    return rules.divRows(a.bound, b.bound, n, sameShape(b.shape, a.shape.with(-1, 1)))
  return rules.elementwise(op, a.bound, b.bound, { n, a: lastExtent(a.shape), b: lastExtent(b.shape) })
}

const lastExtent = (shape: Shape): number => shape.at(-1) ?? 1

/** Whether all entries of a row of a are divided by one number of b. */
export const byRow = (a: { shape: Shape }, b: { shape: Shape }): boolean =>
  lastExtent(b.shape) === 1 && lastExtent(a.shape) > 1

function over(op: Reduction) {
  return (step: StepOf<Reduction> & Reduced, x: DeviceArray): DeviceArray => {
    const { shape, axis, keepDims } = step
    if (axis === null) {
      const all = over(op)({ ...step, axis: 0, keepDims: false, shape: [] }, reshaped(x, [sizeOf(x.shape)]))
      return keepDims ? reshaped(all, shape) : all
    }
    const { context } = x
    const { rules, running } = context
    const n = x.shape[axis]
    const bound =
      op === 'sum' ? rules.sum(x.bound, n, axis === x.shape.length - 1) : rules.extreme(x.bound, op, axis)
    return held(context, shape, bound, () => {
      const seen = seenFrom(x.lanes, x.shape, axis)
      const of = seenAs(x, seen.shape)
      const value = context.tf[op](of.value, seen.axis, keepDims)
      const error = op === 'sum' ? running?.sum(of, seen.axis, n) : running?.extreme(of, seen.axis)
      return { value, error }
    })
  }
}

/** The same numbers in other places. @param rows what is known of the vectors along the last axis then */
function rearranged(
  x: DeviceArray,
  shape: Shape,
  rows: RowLimits | undefined,
  tensors: () => Tensors,
  move = (tensor: Tensor) => tensor,
  from = x.bound,
): DeviceArray {
  const bound = copyBound(from)
  if (rows) bound.rows = rows
  return held(x.context, shape, bound, () => {
    const { value, error } = tensors()
    return { value: move(value), error: error && move(error) }
  })
}

const reshaped = (x: DeviceArray, shape: Shape): DeviceArray =>
  rearranged(x, shape, cutAnew(x.bound, lastExtent(x.shape), lastExtent(shape)), () => x.tensors)

function matMul({ shape }: StepOf<'matMul'>, a: DeviceArray, b: DeviceArray): DeviceArray {
  const { context } = a
  const n = a.shape[a.shape.length - 1]
  // A transposed factor is handed to the kernel as it lies in memory.
  const right = b.flipped ?? b
  const transposeB = right !== b
  const flipped = transposeB ? right.bound : undefined
  const bound = context.rules.matMul(a.bound, b.bound, n, lastExtent(shape), flipped)
  return held(context, shape, bound, () => {
    const [left, factor] = aligned(context.tf, a, right, 2)
    const value = batchedProduct(context.tf, left.value, factor.value, transposeB)
    return { value, error: context.running?.matMul(left, factor, n, transposeB) }
  })
}

function transpose({ shape }: StepOf<'transpose'>, x: DeviceArray): DeviceArray {
  if (x.transposeOf) return x.transposeOf
  const make = (): Tensors => {
    const { value, error } = seenAs(x, asMatrices(x.lanes, x.shape))
    const last = value.rank - 1
    const order = [...Array.from({ length: last - 1 }, (_, i) => i), last, last - 1]
    const { tf } = x.context
    const full = heldShape(x.lanes, shape)
    const flip = (tensor: Tensor) => inShape(tf, tf.transpose(tensor, order), full)
    return { value: flip(value), error: error && flip(error) }
  }
  return new DeviceArray(x.context, shape, copyBound(x.bound), make, x)
}

function concat({ axis, shape }: StepOf<'concat'>, a: DeviceArray, b: DeviceArray): DeviceArray {
  const { context } = a
  const widths = { n: lastExtent(shape), a: lastExtent(a.shape), b: lastExtent(b.shape) }
  const bound = context.rules.union(a.bound, b.bound, widths, axis === shape.length - 1)
  return held(context, shape, bound, () => {
    const lanes = Math.max(a.lanes, b.lanes)
    const [left, right] = [seenFrom(a.lanes, a.shape, axis), seenFrom(b.lanes, b.shape, axis)]
    const join = (p: Tensor, q: Tensor) =>
      context.tf.concat([context.spread(p, lanes), context.spread(q, lanes)], left.axis)
    const [p, q] = [seenAs(a, left.shape), seenAs(b, right.shape)]
    const errorOf = ({ value, error }: Tensors) => error ?? context.tf.zerosLike(value)
    return {
      value: join(p.value, q.value),
      error: p.error || q.error ? join(errorOf(p), errorOf(q)) : undefined,
    }
  })
}

function belowMax({ axis, shape }: StepOf<'belowMax'>, x: DeviceArray): DeviceArray {
  const { context } = x
  const bound = context.rules.belowMax(x.bound)
  if (axis !== shape.length - 1) delete bound.peak
  return held(context, shape, bound, () => {
    const { tf, running } = context
    const seen = seenFrom(x.lanes, shape, axis)
    const of = seenAs(x, seen.shape)
    const value = tf.sub(of.value, tf.max(of.value, seen.axis, true))
    return { value, error: running?.belowMax(of, value) }
  })
}

/** Float32 tensors of every operation that has operands, with bounds on their errors. */
export const KERNELS: Omit<Kernels<DeviceArray>, 'input' | 'constant' | 'fraction'> = {
  ...forEach(BINARY, onTwo),
  ...forEach(UNARY, onOne),
  sum: over('sum'),
  max: over('max'),
  min: over('min'),
  matMul,
  transpose,
  reshape: ({ shape }, x) => reshaped(x, shape),
  gather({ indices, axis, shape }, x) {
    const { context } = x
    const { rules, engine } = context
    const bound = engine.gatherMultiplies ? rules.timesOne(x.bound) : x.bound
    const seen = seenFrom(x.lanes, x.shape, axis)
    const pick = (tensor: Tensor) =>
      context.tf.gather(tensor, context.tf.tensor1d([...indices], 'int32'), seen.axis)
    const rows = axis < shape.length - 1 ? bound.rows : undefined
    return rearranged(x, shape, rows, () => seenAs(x, seen.shape), pick, bound)
  },
  concat,
  belowMax,
}

const known = new WeakMap<Float64Array, Float64Array>()

/** One number in each of so many places, found once; others are as many as they have to be. */
function repeated(values: Float64Array, size: number): Float64Array {
  if (values.length === size) return values
  let all = known.get(values)
  if (all?.length !== size) known.set(values, (all = new Float64Array(size).fill(values[0])))
  return all
}

/** Numbers that are the same in every lane. */
export const CONSTANTS = {
  constant(context: DeviceContext, { values, shape }: StepOf<'constant'>): DeviceArray {
    return constant(context, repeated(values, sizeOf(shape)), shape)
  },
  fraction(context: DeviceContext, { numerator, denominator, shape }: StepOf<'fraction'>): DeviceArray {
    const quotient = numerator / denominator
    return constant(context, Float64Array.of(quotient), shape, Math.abs(quotient) * 2 ** -52)
  },
}
