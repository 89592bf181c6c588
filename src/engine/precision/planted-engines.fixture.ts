import type { Tensor } from '@tensorflow/tfjs-core'
import { TENSOR_OPERATIONS } from '../operations.ts'
import type { TensorFunctions } from '../tensor-operation.ts'

/** An engine's operations with some of them broken. */
export type Defect = (tf: TensorFunctions) => TensorFunctions

type Operand = Tensor | number
type Binary = (a: Operand, b: Operand) => Tensor

/** The operations with some of them replaced. */
export const broken = (tf: TensorFunctions, operations: Record<string, unknown>): TensorFunctions => ({
  ...tf,
  ...operations,
})

/** Every entry passed through a function on the host. */
export function mapped(tf: TensorFunctions, x: Operand, change: (entry: number) => number): Tensor {
  const tensor = typeof x === 'number' ? tf.scalar(x) : x
  return tf.tensor(Float32Array.from(tensor.dataSync(), change), tensor.shape, 'float32')
}

/** `maximum` returns the other number when its first one is NaN. */
export const maximumLosesNaN: Defect = (tf) => {
  const maximum: Binary = (a, b) => {
    const [x, y] = [a, b].map((side) => (typeof side === 'number' ? tf.scalar(side) : side)) as [
      Tensor,
      Tensor,
    ]
    return tf.where(
      tf.isNaN(tf.add(x, tf.zerosLike(y))),
      tf.add(y, tf.mul(tf.zerosLike(x), 0)),
      tf.maximum(x, y),
    )
  }
  return broken(tf, { maximum })
}

/** `sum` takes a NaN for zero, so that the running bound cannot see it. */
export const sumLosesNaN: Defect = (tf) => {
  const sum = (x: Tensor, axis?: number, keepDims?: boolean) =>
    tf.sum(tf.where(tf.isNaN(x), tf.zerosLike(x), x), axis, keepDims)
  return broken(tf, { sum })
}

/** Operations take some numbers for zero and return zero in place of them; all of the table unless named. */
export const flushing =
  (lost: (x: number) => boolean, names: readonly string[] = Object.keys(TENSOR_OPERATIONS)): Defect =>
  (tf) => {
    const flush = (x: number) => (lost(x) ? 0 : x)
    const operations = names.map((name) => {
      const own = tf[name as keyof TensorFunctions] as (...args: unknown[]) => Tensor
      return [
        name,
        (...args: unknown[]) => {
          const isTensor = (arg: unknown): arg is Tensor =>
            arg instanceof tf.Tensor && arg.dtype === 'float32'
          const result = own(...args.map((arg) => (isTensor(arg) ? mapped(tf, arg, flush) : arg)))
          return result.dtype === 'float32' ? mapped(tf, result, flush) : result
        },
      ]
    })
    return broken(tf, Object.fromEntries(operations) as Record<string, unknown>)
  }

const isSubnormal = (x: number): boolean => Math.abs(x) < 2 ** -126

export const flushesSubnormals = flushing(isSubnormal)

/** As engines do that are not known to compute where they only move numbers. */
export const flushesWhatItComputes = flushing(isSubnormal, [
  ...Object.keys(TENSOR_OPERATIONS).filter((name) => name !== 'gather' && name !== 'concat'),
  ...['less', 'lessEqual', 'greater'],
])

/** `exp` and `mul` return 1.5 · 2^99 in place of anything larger. */
export const clamping: Defect = (tf) => {
  const clamp = (x: Tensor) => tf.minimum(x, 1.5 * 2 ** 99)
  const exp = (x: Tensor) => clamp(tf.exp(x))
  const mul: Binary = (a, b) => clamp(tf.mul(a, b))
  return broken(tf, { exp, mul })
}

/** Quotients are too small by 2^-5. */
export const smallQuotients: Defect = (tf) => {
  const div: Binary = (a, b) => tf.mul(tf.div(a, b), 1 - 2 ** -5)
  return broken(tf, { div })
}
