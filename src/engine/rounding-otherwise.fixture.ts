import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from '../program/shape.ts'
import { replacing, type Tf } from './conformance/replaced-functions.fixture.ts'
import type { Engine } from './engine.ts'
import { mapped } from './precision/planted-engines.fixture.ts'

/** The sum of `count` numbers. */
type Sum = (count: number, at: (i: number) => number) => number

/** How another engine might sum. */
const SUMS = {
  /** Rounded once, at the end: in products of two float32 numbers float64 loses hardly anything. */
  once(count, at) {
    let sum = 0
    for (let i = 0; i < count; i++) sum += at(i)
    return Math.fround(sum)
  },
  /** From the last number to the first, each product and its sum rounded together. */
  backwards(count, at) {
    let sum = 0
    for (let i = count - 1; i >= 0; i--) sum = Math.fround(sum + at(i))
    return sum
  },
} satisfies Record<string, Sum>

export const OTHERWISE = Object.keys(SUMS) as (keyof typeof SUMS)[]

/** A product of matrices of the same number of axes; one of them may have a single lane. */
const matMulOf =
  (tf: Tf, summed: Sum) =>
  (a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor => {
    if (transposeA || a.rank !== b.rank) throw new Error('the device makes no such product')
    const [x, y] = [a.dataSync(), b.dataSync()]
    const [rows, inner] = a.shape.slice(-2)
    const columns = b.shape.at(transposeB ? -2 : -1)!
    const [lanesOfA, lanesOfB] = [a, b].map(({ shape }) => sizeOf(shape.slice(0, -2)))
    const result = new Float32Array(Math.max(lanesOfA, lanesOfB) * rows * columns)
    for (let at = 0; at < result.length; at++) {
      const [row, column] = [Math.floor(at / columns) % rows, at % columns]
      const lane = Math.floor(at / (rows * columns))
      const fromA = ((lane % lanesOfA) * rows + row) * inner
      const fromB = (lane % lanesOfB) * inner * columns
      const ofB = (i: number) => y[fromB + (transposeB ? column * inner + i : i * columns + column)]
      result[at] = summed(inner, (i) => x[fromA + i] * ofB(i))
    }
    const lead = (lanesOfA < lanesOfB ? b : a).shape.slice(0, -2)
    return tf.tensor(result, [...lead, rows, columns], 'float32')
  }

const sumOf =
  (tf: Tf, summed: Sum) =>
  (x: Tensor, axis?: number | number[], keepDims = false): Tensor => {
    const every = x.shape.map((_, at) => at)
    const gone = axis === undefined ? every : [axis].flat().map((at) => (at < 0 ? at + x.rank : at))
    const kept = every.filter((at) => !gone.includes(at))
    const numbers = tf.transpose(x, [...kept, ...gone]).dataSync()
    const { shape } = tf.sum(x, axis, keepDims)
    const count = sizeOf(gone.map((at) => x.shape[at]))
    const result = Float32Array.from({ length: sizeOf(shape) }, (_, row) =>
      summed(count, (i) => numbers[row * count + i]),
    )
    return tf.tensor(result, shape, 'float32')
  }

/** The engine with functions that are rounded once, from float64, and sums in another order: an engine that might be. */
export const roundingOtherwise = (how: keyof typeof SUMS): ((engine: Engine) => Engine) =>
  replacing((tf) => ({
    matMul: matMulOf(tf, SUMS[how]),
    sum: sumOf(tf, SUMS[how]),
    ...Object.fromEntries(
      (['exp', 'log', 'cos', 'sin', 'tanh'] as const).map((name) => [
        name,
        (x: Tensor) => mapped(tf, x, Math[name]),
      ]),
    ),
  }))
