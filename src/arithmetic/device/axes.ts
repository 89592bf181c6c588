import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Tensors } from './context.ts'
import { broadcastShapes, sizeOf, splitAtAxis, type Shape } from '../../program/shape.ts'

/**
 * Most axes of a tensor that an engine is handed, the lane axis included: one more than the three into which every
 * operation along an axis falls apart. What kernels do with more, no engine states, and some leave the result as it was.
 */
export const MOST_AXES = 4

/** The extents of the tensors of an array: one for each axis, or one for all of them where there would be too many. */
export const heldShape = (lanes: number, shape: Shape): number[] =>
  shape.length < MOST_AXES ? [lanes, ...shape] : [lanes, sizeOf(shape)]

/** How an array is seen from one of its axes, and which axis of the tensor that one is then. */
export function seenFrom(
  lanes: number,
  shape: Shape,
  axis: number,
): { readonly shape: number[]; readonly axis: number } {
  if (shape.length < MOST_AXES) return { shape: [lanes, ...shape], axis: axis + 1 }
  const { outer, extent, inner } = splitAtAxis(shape, axis)
  return { shape: [lanes, outer, extent, inner], axis: 2 }
}

/** An array of many axes as matrices, [lanes, matrices, rows, columns]; one of few as it is. */
export const asMatrices = (lanes: number, shape: Shape): number[] =>
  shape.length < MOST_AXES ? [lanes, ...shape] : [lanes, sizeOf(shape.slice(0, -2)), ...shape.slice(-2)]

/**
 * Two shapes that broadcast, with as few axes as say the same: neighbours are one axis where both arrays have them, or
 * where the same one of them is stretched.
 */
export function mergedShapes(a: Shape, b: Shape): readonly [left: number[], right: number[]] {
  const rank = broadcastShapes(a, b).length
  const [left, right]: [number[], number[]] = [[], []]
  let before: number | undefined
  for (let i = rank; i >= 1; i--) {
    const [x, y] = [a[a.length - i] ?? 1, b[b.length - i] ?? 1]
    if (x === 1 && y === 1) continue
    const stretched = x === y ? 0 : x === 1 ? -1 : 1
    if (stretched === before) {
      left[left.length - 1] *= x
      right[right.length - 1] *= y
    } else {
      left.push(x)
      right.push(y)
    }
    before = stretched
  }
  return [left, right]
}

type Tf = Pick<typeof tfTypes, 'reshape' | 'tile'>

/** The same numbers in another shape; the tensor itself where it has that already. */
export const inShape = (tf: Tf, tensor: Tensor, shape: readonly number[]): Tensor =>
  tensor.rank === shape.length && tensor.shape.every((extent, i) => extent === shape[i])
    ? tensor
    : tf.reshape(tensor, [...shape])

/** Values with what is known of their errors, both in another shape. */
export const bothInShape = (tf: Tf, { value, error }: Tensors, shape: readonly number[]): Tensors => ({
  value: inShape(tf, value, shape),
  error: error && inShape(tf, error, shape),
})

/** An array with an axis of extent 1 repeated: [lanes, ...shape.with(axis, times)], in one axis behind the lanes. */
export function repeated(tf: Tf, tensor: Tensor, shape: Shape, axis: number, times: number): Tensor {
  const lanes = tensor.shape[0]
  const { outer, inner } = splitAtAxis(shape, axis)
  const many = tf.tile(inShape(tf, tensor, [lanes, outer, inner]), [1, 1, times])
  return inShape(tf, many, [lanes, outer * times * inner])
}
