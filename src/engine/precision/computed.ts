import type { Tensor } from '@tensorflow/tfjs-core'
import type { TensorFunctions, TensorOperation, Row } from '../tensor-operation.ts'

/** Computes a tensor, brings it to the host and leaves nothing behind. */
export async function computed(tf: TensorFunctions, build: () => Tensor): Promise<Float32Array> {
  const result = tf.tidy(build)
  try {
    return Float32Array.from(await result.data())
  } finally {
    result.dispose()
  }
}

/** What an operation makes of numbers, entry by entry. */
export const entriesOf = (
  tf: TensorFunctions,
  { call }: TensorOperation,
  x: Float32Array,
  y: Float32Array,
): Promise<Float32Array> => computed(tf, () => call(tf, tf.tensor1d(x), tf.tensor1d(y)))

/**
 * A backend for GPUs may compute few entries on the host (TensorFlow.js's for WebGPU up to 1000), so there are more. They
 * are no multiple of a vector's length, so that a kernel's loop over vectors and its loop over the rest both run.
 */
const ENTRIES = 2051
const ROWS = 257

/**
 * What an operation makes of rows, which are repeated until there are enough of them.
 *
 * @param side of a product: where the rows stand
 */
export function resultsOf(
  tf: TensorFunctions,
  { takes, call }: TensorOperation,
  rows: readonly Row[],
  side: 'left' | 'right' = 'left',
): Promise<Float32Array> {
  const count = Math.max(ROWS, Math.ceil(ENTRIES / (typeof takes === 'number' ? 1 : rows[0].length)))
  const all = Array.from({ length: count }, (_, i) => rows[i % rows.length])
  return computed(tf, () => {
    const column = (at: number) => tf.tensor1d(Float32Array.from(all, (row) => row[at]))
    if (takes === 1 || takes === 2) return call(tf, column(0), column(takes - 1))
    const width = rows[0].length - (takes === 'product' ? 1 : 0)
    const matrix = tf.tensor2d(Float32Array.from(all.flatMap((row) => row.slice(0, width))), [count, width])
    if (takes === 'row') return call(tf, matrix, matrix)
    const factor = rows[0][width]
    return side === 'left'
      ? call(tf, matrix, tf.fill([width, 1], factor))
      : call(tf, tf.fill([1, width], factor), matrix, true)
  })
}
