import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from '../../program/shape.ts'
import { heldShape } from './axes.ts'
import type { DeviceContext, Tensors } from './context.ts'
import type { DeviceArray } from './device-array.ts'

/**
 * Computes arrays on the engine and brings them to the host, with their running errors and the lanes in which these must
 * not be used.
 *
 * @param compute what is computed, and which of it is wanted
 * @param living where the tensors are put that the caller goes on with, and disposes of; without it none is left behind
 * @param onComputed called once all kernels have been called, before the numbers are awaited
 * @throws {Error} when a tensor has not the shape that the operations give it
 */
export async function download<T>(
  context: DeviceContext,
  compute: () => { readonly result: T; readonly wanted: Iterable<DeviceArray> },
  living?: Set<Tensor>,
  onComputed?: () => void,
): Promise<T> {
  const { tf } = context
  const kept = living ?? new Set<Tensor>()
  const keep = (tensor: Tensor) => {
    kept.add(tf.keep(tensor))
    return tensor
  }
  try {
    const arrays = new Map<DeviceArray, Tensors>()
    let flags: Tensor | undefined
    let result!: T
    tf.tidy(() => {
      const computed = compute()
      result = computed.result
      for (const array of computed.wanted) {
        // No engine is asked for nothing.
        if (sizeOf(array.shape) === 0) {
          array.host = { values: new Float32Array(0), errors: undefined }
          continue
        }
        const { value, error } = array.tensors
        demandShape(array, value)
        if (error) demandShape(array, error)
        arrays.set(array, { value: keep(value), error: error && keep(error) })
      }
      const { running } = context
      if (living) running?.flags.forEach(keep)
      if (running && running.flags.length > 0) flags = keep(running.flags.reduce((a, b) => tf.add(a, b)))
    })
    onComputed?.()
    await Promise.all(
      [...arrays].map(async ([array, { value, error }]) => {
        const [values, errors] = await Promise.all([value.data<'float32'>(), error?.data<'float32'>()])
        array.host = { values, errors }
      }),
    )
    context.marks = await flags?.data<'float32'>()
    return result
  } finally {
    if (!living) for (const tensor of kept) tensor.dispose()
  }
}

function demandShape({ lanes, shape }: DeviceArray, tensor: Tensor): void {
  const wanted = heldShape(lanes, shape).join()
  if (tensor.shape.join() !== wanted)
    throw new Error(`the engine returned a tensor [${tensor.shape.join()}] where [${wanted}] was meant`)
}
