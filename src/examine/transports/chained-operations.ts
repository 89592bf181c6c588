import type { DataType, Tensor } from '@tensorflow/tfjs-core'
import type { Engine } from '../../engine/engine.ts'

/** Methods of a tensor that are the function of their name with the tensor in front. */
const NAMES =
  'abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh broadcastTo cast ceil clipByValue cos cosh cumprod ' +
  'cumsum div divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater greaterEqual ' +
  'ifft irfft isFinite isInf isNaN leakyRelu less lessEqual log log1p logSigmoid logSoftmax logSumExp logicalAnd logicalNot ' +
  'logicalOr logicalXor matMul max maximum mean min minimum mirrorPad mod mul neg norm notEqual oneHot onesLike pad pow ' +
  'prelu prod reciprocal relu relu6 reshape reverse rfft round rsqrt selu sigmoid sign sin sinh slice softmax softplus split ' +
  'sqrt square squaredDifference squeeze step stridedSlice sub sum tan tanh tile topk transpose unique unsortedSegmentSum ' +
  'unstack zerosLike'

type Method = (this: Tensor, ...given: never[]) => unknown

/**
 * Gives tensors the methods that TensorFlow.js's union package gives them, so that somebody's own attention may chain
 * operations; its core alone has functions only.
 */
export function chainOperations(tf: Engine['tf']): void {
  const methods: Record<string, Method> = Object.fromEntries(
    NAMES.split(' ').map((name): [string, Method] => {
      const operation = tf[name as 'mul'] as (...all: unknown[]) => unknown
      return [
        name,
        function (...given) {
          return operation(this, ...given)
        },
      ]
    }),
  )
  for (const [name, method] of Object.entries({ ...methods, ...changesOfShape(tf), ...changesOfType(tf) }))
    if (!(name in tf.Tensor.prototype)) Reflect.set(tf.Tensor.prototype, name, method)
}

const several = (first: Tensor, others: Tensor | readonly Tensor[]): Tensor[] =>
  Array.isArray(others) ? [first, ...(others as Tensor[])] : [first, others as Tensor]

function changesOfShape(tf: Engine['tf']): Record<string, Method> {
  const as = function (this: Tensor, ...shape: number[]): Tensor {
    return tf.reshape(this, shape)
  }
  const flat = function (this: Tensor): Tensor {
    return tf.reshape(this, [this.size])
  }
  return {
    ...{ as2D: as, as3D: as, as4D: as, as5D: as, as1D: flat, flatten: flat },
    asScalar(this: Tensor) {
      return tf.reshape(this, [])
    },
    reshapeAs(this: Tensor, like: Tensor) {
      return tf.reshape(this, like.shape)
    },
    concat(this: Tensor, others: Tensor | readonly Tensor[], axis?: number) {
      return tf.concat(several(this, others), axis)
    },
    stack(this: Tensor, others: Tensor | readonly Tensor[], axis?: number) {
      return tf.stack(several(this, others), axis)
    },
    where(this: Tensor, condition: Tensor, otherwise: Tensor) {
      return tf.where(condition, this, otherwise)
    },
  }
}

function changesOfType(tf: Engine['tf']): Record<string, Method> {
  const to = (type: DataType): Method =>
    function () {
      return tf.cast(this, type)
    }
  return {
    toFloat: to('float32'),
    toInt: to('int32'),
    toBool: to('bool'),
    asType(this: Tensor, type: DataType) {
      return tf.cast(this, type)
    },
  }
}
