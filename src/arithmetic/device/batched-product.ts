import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { broadcastShapes, sameShape, sizeOf, type Shape } from '../../program/shape.ts'

/**
 * The matrix product over the last two axes of tensors of equal rank, leading axes broadcast.
 *
 * Leading axes that differ are made equal first: kernels pair the matrices of two tensors by their position. And one
 * product is computed as the first of two: a single one may go to another kernel, which adds in another order, and
 * the values of a lane must not depend on its batch.
 */
export function batchedProduct(tf: typeof tfTypes, a: Tensor, b: Tensor, transposeB: boolean): Tensor {
  const [leadA, leadB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)]
  const lead = broadcastShapes(leadA, leadB)
  if (sizeOf(lead) === 1) {
    const twice = tf.matMul(repeated(tf, a, [2, ...lead.slice(1)]), b, false, transposeB)
    return tf.slice(twice, 0, 1)
  }
  const asTheyAre = [leadA, leadB].every((shape) => sizeOf(shape) === 1 || sameShape(shape, lead))
  if (asTheyAre) return tf.matMul(a, b, false, transposeB)
  return tf.matMul(repeated(tf, a, lead), repeated(tf, b, lead), false, transposeB)
}

function repeated(tf: typeof tfTypes, tensor: Tensor, lead: Shape): Tensor {
  const times = lead.map((extent, axis) => extent / tensor.shape[axis])
  return times.every((count) => count === 1) ? tensor : tf.tile(tensor, [...times, 1, 1])
}
