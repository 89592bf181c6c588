import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** Numbers in the widest vector register (AVX-512); smaller ones divide it. */
const PACKET = 16

/**
 * TensorFlow's functions, changed so that no number depends on what else its tensor holds; else the last bit of a lane
 * would depend on its batch. On processors Eigen has two routines for some kernels, which round differently: one for
 * packets of numbers, and one for the numbers that are left over.
 *
 * `exp`, `log`, `tanh`, `sin` and `cos` (of tensors): numbers that fill the last packet are added, and taken away again.
 * `sum`: along an axis that is not the last one, packets of results are formed, and some results are left over where a
 * row ends; so that axis is made the last one first.
 * `matMul`: of small matrices, packets of results start with zero and the others with their first product; so zero is
 * added, without which a zero has another sign where an address is not aligned.
 */
export function steadyKernels(tf: typeof tfTypes): typeof tfTypes {
  const whole = (kernel: (x: Tensor) => Tensor) => (x: Tensor) =>
    tf.tidy(() => {
      const missing = (PACKET - (x.size % PACKET)) % PACKET
      if (missing === 0) return kernel(x)
      const filled = tf.pad(tf.reshape(x, [x.size]), [[0, missing]], 1)
      return tf.reshape(tf.slice(kernel(filled), 0, x.size), x.shape)
    })
  const sum = (x: Tensor, axis?: number | number[], keepDims = false) => {
    if (typeof axis !== 'number' || axis < 0 || axis === x.rank - 1) return tf.sum(x, axis, keepDims)
    return tf.tidy(() => {
      const others = x.shape.flatMap((_, i) => (i === axis ? [] : [i]))
      const total = tf.sum(tf.transpose(x, [...others, axis]), -1)
      return keepDims ? tf.reshape(total, x.shape.with(axis, 1)) : total
    })
  }
  const matMul: typeof tf.matMul = (a, b, ...transposed) =>
    tf.tidy(() => tf.add(tf.matMul(a, b, ...transposed), 0))
  const functions = (['exp', 'log', 'tanh', 'sin', 'cos'] as const).map((name) => [name, whole(tf[name])])
  return { ...tf, ...(Object.fromEntries(functions) as object), sum: sum as typeof tf.sum, matMul }
}
