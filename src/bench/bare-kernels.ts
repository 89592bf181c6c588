import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch } from '../arithmetic/batch.ts'
import type { Engine } from '../engine/engine.ts'

/** A forward pass on a batch by an engine's kernels alone, without this program's arithmetic. */
export type BareForward = (engine: Engine, batch: Batch) => Tensor

const input = ({ tf }: Engine, { data, shapes, lanes }: Batch, name: string): Tensor =>
  tf.tensor(data[name], [lanes, ...shapes[name]])

/** Softmax's weights, from `q` and `k`. */
export const bareSoftmaxWeights: BareForward = (engine, batch) => {
  const { tf } = engine
  return tf.tidy(() => {
    const scores = tf.matMul(input(engine, batch, 'q'), input(engine, batch, 'k'), false, true)
    const terms = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
    return tf.div(terms, tf.sum(terms, -1, true))
  })
}

/** Softmax attention. */
export const bareSoftmax: BareForward = (engine, batch) =>
  engine.tf.tidy(() => engine.tf.matMul(bareSoftmaxWeights(engine, batch), input(engine, batch, 'v')))

/** Linear attention with elu(x) + 1 as the device arithmetic computes it: the quadratic form. */
export const bareLinear: BareForward = (engine, batch) => {
  const { tf } = engine
  return tf.tidy(() => {
    const map = (x: Tensor): Tensor => tf.add(tf.exp(tf.minimum(x, 0)), tf.relu(x))
    const kernel = tf.matMul(map(input(engine, batch, 'q')), map(input(engine, batch, 'k')), false, true)
    return tf.div(tf.matMul(kernel, input(engine, batch, 'v')), tf.sum(kernel, -1, true))
  })
}
