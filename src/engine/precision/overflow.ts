import type { Rank, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import { computed, ENTRIES, tiled, type Kernels } from './computed.ts'
import type { FoundPrecision } from './found.ts'

type Found = FoundPrecision['overflow']
type Probe = readonly [arguments_: readonly number[], (tf: Kernels, x: Tensor1D) => Tensor]

const LARGEST = (2 - 2 ** -23) * 2 ** 127
const rows = (tf: Kernels, x: Tensor) => tf.reshape(x, [ENTRIES, 1])
const twice = (tf: Kernels, x: Tensor) => tf.concat([rows(tf, x), rows(tf, x)], 1) as Tensor2D

/** Results beyond the largest float32. */
const BEYOND: Readonly<Record<string, Probe>> = {
  add: [[3e38], (tf, x) => tf.add(x, x)],
  sub: [[3e38], (tf, x) => tf.sub(x, tf.neg(x))],
  mul: [[3e38], (tf, x) => tf.mul(x, 2)],
  square: [[2 ** 64, 1e30], (tf, x) => tf.square(x)],
  div: [[1e38], (tf, x) => tf.div(x, 1e-5)],
  exp: [[88.73, 89, 100, 1e4, 3e38], (tf, x) => tf.exp(x)],
  sum: [[3e38], (tf, x) => tf.sum(twice(tf, x), 1)],
  matMul: [[3e38], (tf, x) => tf.matMul(twice(tf, x), tf.ones<Rank.R2>([2, 1]))],
}

/** Operations that give a number back as it is; matrix products have a limit of their own. */
const UNCHANGED: readonly Probe[1][] = [
  (tf, x) => tf.add(x, 0),
  (tf, x) => tf.mul(x, 1),
  (tf, x) => tf.div(x, 1),
  (tf, x) => tf.maximum(x, 0),
  (tf, x) => tf.relu(x),
  (tf, x) => tf.sum(rows(tf, x), 1),
]

const EXPONENTS = Array.from({ length: 128 }, (_, e) => 1.5 * 2 ** e)

/** What becomes of results that are too large, and what the largest number is that comes through. */
export async function measureOverflow(tf: Kernels): Promise<Found> {
  const becomes: Found['becomes'] = {}
  for (const [name, [numbers, kernel]] of Object.entries(BEYOND)) {
    const values = await computed(tf, () => kernel(tf, tf.tensor1d(tiled(numbers))))
    becomes[name] = values.every((value) => value === Infinity)
      ? 'infinity'
      : values.some(Number.isNaN)
        ? 'NaN'
        : values.every(Number.isFinite)
          ? 'clamped'
          : 'other'
  }
  let largest = LARGEST
  const numbers = tiled([...EXPONENTS, LARGEST])
  for (const kernel of UNCHANGED) {
    const values = await computed(tf, () => kernel(tf, tf.tensor1d(numbers)))
    values.forEach((value, i) => {
      // The next smaller number that is tried.
      if (value !== numbers[i]) largest = Math.min(largest, below(numbers[i]))
    })
  }
  return { becomes, largest }
}

const below = (x: number) => Math.max(...EXPONENTS.filter((e) => e < x), 1)
