import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** The operations of an engine; its backend is the current one. */
export type Kernels = typeof tfTypes

/** Computes a tensor, brings it to the host and leaves nothing behind. */
export async function computed(tf: Kernels, build: () => Tensor): Promise<Float32Array> {
  const result = tf.tidy(build)
  try {
    return Float32Array.from(await result.data())
  } finally {
    result.dispose()
  }
}

/**
 * Fewer entries than this and a backend for GPUs may compute on the host (1000 in TensorFlow.js's WebGPU backend);
 * no multiple of a vector's length, so that a kernel's loop over vectors and the rest behind it both run.
 */
export const ENTRIES = 2051

/** `ENTRIES` numbers that repeat `pattern`. */
export const tiled = (pattern: readonly number[]): Float32Array =>
  Float32Array.from({ length: ENTRIES }, (_, i) => pattern[i % pattern.length])
