import type { Rank, Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import { computed, ENTRIES, tiled, type Kernels } from './computed.ts'
import type { FoundPrecision } from './found.ts'

type Found = FoundPrecision['subnormals']

/** Below the smallest normal number, 2^-126. */
const SUBNORMAL = [1.5 * 2 ** -127, -(2 ** -130), 2 ** -140, -(2 ** -149)]
/** An even exponent, so that the root is exact. */
const POSITIVE = [2 ** -128, 2 ** -130, 2 ** -140, 2 ** -148]
const ROWS = [ENTRIES, 1] as const

type Probe = readonly [arguments_: readonly number[], (tf: Kernels, x: Tensor1D) => Tensor, flushed?: number]

const row = (tf: Kernels, x: Tensor) => tf.reshape(x, [...ROWS])
const one = (tf: Kernels) => tf.ones<Rank.R2>([1, 1])
/** Sums and extrema over a subnormal number and zeros of the same sign. */
const withZeros = (tf: Kernels, x: Tensor) => tf.concat([row(tf, x), tf.zeros([ENTRIES, 4])], 1)

/** Operations on subnormal numbers, scaled into the normal range where they can be; flushed: 0 unless it is said. */
const INPUTS: Readonly<Record<string, Probe>> = {
  add: [SUBNORMAL, (tf, x) => tf.add(x, 0)],
  sub: [SUBNORMAL, (tf, x) => tf.sub(x, 0)],
  mul: [SUBNORMAL, (tf, x) => tf.mul(x, 2 ** 100)],
  div: [SUBNORMAL, (tf, x) => tf.div(x, 2 ** -100)],
  'div (divisor)': [SUBNORMAL, (tf, x) => tf.div(2 ** -100, x), Infinity],
  minimum: [SUBNORMAL, (tf, x) => tf.minimum(x, 1)],
  maximum: [SUBNORMAL, (tf, x) => tf.maximum(x, -1)],
  neg: [SUBNORMAL, (tf, x) => tf.neg(x)],
  abs: [SUBNORMAL, (tf, x) => tf.abs(x)],
  relu: [POSITIVE, (tf, x) => tf.relu(x)],
  sqrt: [POSITIVE, (tf, x) => tf.sqrt(x)],
  log: [POSITIVE, (tf, x) => tf.log(x), -Infinity],
  sum: [SUBNORMAL, (tf, x) => tf.sum(withZeros(tf, x), 1)],
  max: [POSITIVE, (tf, x) => tf.max(withZeros(tf, x), 1)],
  min: [POSITIVE.map((x) => -x), (tf, x) => tf.min(withZeros(tf, x), 1)],
  'matMul (left)': [SUBNORMAL, (tf, x) => tf.matMul(row(tf, x), tf.mul(one(tf), 2 ** 100))],
  'matMul (right)': [SUBNORMAL, (tf, x) => tf.matMul(tf.mul(one(tf), 2 ** 100), row(tf, x), false, true)],
  less: [SUBNORMAL.map(Math.abs), (tf, x) => tf.cast(tf.less(0, x), 'float32')],
}

/** Operations on normal numbers whose results are subnormal. */
const RESULTS: Readonly<Record<string, Probe>> = {
  add: [[1.5 * 2 ** -126, 1.25 * 2 ** -126], (tf, x) => tf.add(x, -(2 ** -126))],
  sub: [[1.5 * 2 ** -126, 1.25 * 2 ** -126], (tf, x) => tf.sub(x, 2 ** -126)],
  mul: [[2 ** -100, -(2 ** -90)], (tf, x) => tf.mul(x, 2 ** -40)],
  square: [[2 ** -65, 2 ** -70], (tf, x) => tf.square(x)],
  div: [[2 ** -100, -(2 ** -90)], (tf, x) => tf.div(x, 2 ** 40)],
  exp: [[-88, -90, -100], (tf, x) => tf.exp(x)],
  sum: [
    [1.5 * 2 ** -126],
    (tf, x) => tf.sum(tf.concat([row(tf, x), tf.fill([ENTRIES, 1], -(2 ** -126))], 1), 1),
  ],
  matMul: [[2 ** -100, -(2 ** -90)], (tf, x) => tf.matMul(row(tf, x), tf.mul(one(tf), 2 ** -40))],
}

const NORMAL_EXPONENTS = Array.from({ length: 126 }, (_, i) => i - 126)
/** Operations that give a normal number back as it is. */
const UNCHANGED: readonly ((tf: Kernels, x: Tensor1D) => Tensor)[] = [
  (tf, x) => tf.add(x, 0),
  (tf, x) => tf.mul(x, 1),
  (tf, x) => tf.div(x, 1),
  (tf, x) => tf.maximum(x, 0),
  (tf, x) => tf.relu(x),
  (tf, x) => tf.sum(withZeros(tf, x), 1),
  (tf, x) => tf.max(withZeros(tf, x), 1),
]

/** Which operations take subnormal numbers for zero, and which return zero for them. */
export async function measureSubnormals(tf: Kernels): Promise<Found> {
  const inputs: Found['inputs'] = {}
  const results: Found['results'] = {}
  for (const [into, probes] of [
    [inputs, INPUTS],
    [results, RESULTS],
  ] as const) {
    for (const [name, [numbers, kernel, flushed = 0]] of Object.entries(probes)) {
      const values = await computed(tf, () => kernel(tf, tf.tensor1d(tiled(numbers))))
      const lost = values.filter(
        (value) => Math.abs(value) === Math.abs(flushed) || Number.isNaN(value),
      ).length
      into[name] = lost === 0 ? 'kept' : lost === values.length ? 'flushed' : 'some flushed'
    }
  }
  let normalsLostBelow = 0
  const numbers = tiled(NORMAL_EXPONENTS.map((e) => 1.5 * 2 ** e))
  for (const kernel of UNCHANGED) {
    const values = await computed(tf, () => kernel(tf, tf.tensor1d(numbers)))
    values.forEach((value, i) => {
      if (value !== numbers[i]) normalsLostBelow = Math.max(normalsLostBelow, Math.abs(numbers[i] / 0.75))
    })
  }
  return { inputs, results, normalsLostBelow }
}
