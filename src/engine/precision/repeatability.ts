import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core'
import { batchedProduct } from '../../arithmetic/device/batched-product.ts'
import type { TensorFunctions, TensorOperation } from '../tensor-operation.ts'
import { tensorOperations } from '../operations.ts'
import { computed } from './computed.ts'
import type { FoundPrecision } from './found.ts'
import { Recipe } from './recipe.ts'

type Found = FoundPrecision['repeatability']

const LANES = 64
const ROWS = 8
const COLUMNS = 24
const SIZE = ROWS * COLUMNS
const REPEATS = 6

/** An operation on [lanes, rows, columns], lane by lane, as programs call it. */
function onLanes(tf: TensorFunctions, { takes, call, domain }: TensorOperation, x: Tensor3D): Tensor {
  if (takes === 'product') return batchedProduct(tf, x, x, true)
  const sizes = tf.abs(x)
  return call(tf, domain === 'positive' ? sizes : x, tf.sum(sizes, 2, true))
}

/** Whether the same inputs give the same bits: again, and at other places in other batches. */
export async function measureRepeatability(tf: TensorFunctions, seed: number): Promise<Found> {
  const recipe = new Recipe(seed + 2)
  const data = Float32Array.from({ length: LANES * SIZE }, () => recipe.graded(-3, 2))
  const unrepeatable: string[] = []
  const batchDependent: string[] = []
  for (const [name, operation] of tensorOperations()) {
    const run = async (lanes: Float32Array) => {
      const shape: [number, number, number] = [lanes.length / SIZE, ROWS, COLUMNS]
      return bits(await computed(tf, () => onLanes(tf, operation, tf.tensor3d(lanes, shape))))
    }
    const first = await run(data)
    const size = first.length / LANES
    const repeated = async (from: number, to: number) =>
      equal(await run(data.subarray(from * SIZE, to * SIZE)), first.subarray(from * size, to * size))
    let again = true
    for (let i = 1; i < REPEATS; i++) again &&= await repeated(0, LANES)
    if (!again) unrepeatable.push(name)
    else if (!(await repeated(0, 1)) || !(await repeated(5, 12)) || !(await repeated(31, 64)))
      batchDependent.push(name)
  }
  return { repeats: REPEATS, unrepeatable, batchDependent }
}

const bits = (values: Float32Array) => new Uint32Array(values.buffer)
const equal = (a: Uint32Array, b: Uint32Array) => a.length === b.length && a.every((word, i) => word === b[i])
