import type { Tensor } from '@tensorflow/tfjs-core'
import { broken, type Defect } from './planted-engines.fixture.ts'

/** `exp` is off by 40 ulp for arguments beyond 50 in size. */
export const coarseExp: Defect = (tf) => {
  const exp = (x: Tensor) =>
    tf.mul(tf.exp(x), tf.add(1, tf.mul(tf.cast(tf.greater(tf.abs(x), 50), 'float32'), 40 * 2 ** -23)))
  return broken(tf, { exp })
}

/** `exp` has another last bit in batches of an odd length. */
export const dependsOnBatch: Defect = (tf) => {
  const exp = (x: Tensor) => (x.shape[0] % 2 === 0 ? tf.exp(x) : tf.mul(tf.exp(x), 1 + 2 ** -23))
  return broken(tf, { exp })
}

/** Logarithms are too small by 2^-21. */
export const smallLogarithms: Defect = (tf) => {
  const log = (x: Tensor) => tf.sub(tf.log(x), 2 ** -21)
  return broken(tf, { log })
}

/** `log` is wrong for one number a little above √2, where TensorFlow's on CPUs is at its worst. */
export const logWrongAboveRoot2: Defect = (tf) => {
  const wrong = (x: Tensor) => tf.cast(tf.equal(x, Math.fround(1.4146055)), 'float32')
  const log = (x: Tensor) => tf.mul(tf.log(x), tf.add(1, tf.mul(wrong(x), 2 ** -20)))
  return broken(tf, { log })
}

/** `sqrt` is wrong for one number alone, and `exp` for its negative. */
export const wrongAt =
  (at: number): Defect =>
  (tf) => {
    const factor = (x: Tensor, wrong: number) =>
      tf.add(1, tf.mul(tf.cast(tf.equal(x, wrong), 'float32'), 2 ** -20))
    const sqrt = (x: Tensor) => tf.mul(tf.sqrt(x), factor(x, at))
    const exp = (x: Tensor) => tf.mul(tf.exp(x), factor(x, -at))
    return broken(tf, { sqrt, exp })
  }

/** `tanh` by exponentials, as TensorFlow.js's WebGPU kernel has it: small results lose all of their bits. */
export const tanhOfExponentials: Defect = (tf) => {
  const ofSize = (e: Tensor) => tf.div(tf.sub(1, e), tf.add(1, e))
  return broken(tf, { tanh: (x: Tensor) => tf.mul(tf.sign(x), ofSize(tf.exp(tf.mul(tf.abs(x), -2)))) })
}

/** `sin` takes its argument modulo 2π in float32, so that errors grow with it. */
export const sinOfReduced: Defect = (tf) => {
  const turns = (x: Tensor) => tf.mul(tf.round(tf.div(x, 2 * Math.PI)), 2 * Math.PI)
  return broken(tf, { sin: (x: Tensor) => tf.sin(tf.sub(x, turns(x))) })
}

/** `cos` is as coarse as WGSL allows, off by up to 2^-11, and of large arguments arbitrary. */
export const coarseCos: Defect = (tf) => {
  const coarse = (x: Tensor) => tf.add(tf.cos(x), tf.mul(tf.sin(tf.mul(x, 50)), 2 ** -11 - 2 ** -16))
  const cos = (x: Tensor) => tf.where(tf.lessEqual(tf.abs(x), 3.1416), coarse(x), tf.onesLike(x))
  return broken(tf, { cos })
}
