import type { Tensor } from '@tensorflow/tfjs-core'
import type { Gate } from '../../program/step.ts'
import type { DeviceContext } from './context.ts'

/** a where b has the sign and 0 elsewhere: chosen, so that nothing of a is left; NaN where b is. */
export function gate(tf: DeviceContext['tf'], op: Gate, a: Tensor, b: Tensor): Tensor {
  const chosen = op === 'wherePositive' ? tf.greater(b, 0) : tf.lessEqual(tf.neg(b), 0)
  return tf.where(chosen, a, tf.mul(b, 0))
}
