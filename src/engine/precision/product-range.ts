import type { TensorFunctions } from '../tensor-operation.ts'
import { EXPONENTS } from './arguments.ts'
import { computed } from './computed.ts'

const DEPTH = 64
const COPIES = 8

/**
 * The sizes of factors that come through a matrix product with all of their `bits`: float16 has a smallest and a
 * largest one that float32 has not. Every factor stands alone in a row of zeros, so that none spoils another.
 */
export async function factorRange(tf: TensorFunctions, bits: number) {
  const numbers = EXPONENTS.flatMap((e) => [(1 + 2 ** -bits) * 2 ** e, (2 - 2 ** -bits) * 2 ** e])
  const rows = new Float32Array(numbers.length * DEPTH)
  numbers.forEach((x, i) => (rows[i * DEPTH + (i % DEPTH)] = x))
  const matrix = () => tf.tensor2d(rows, [numbers.length, DEPTH])
  const left = await computed(tf, () => tf.matMul(matrix(), tf.ones([COPIES, DEPTH]), false, true))
  const right = await computed(tf, () =>
    tf.transpose(tf.matMul(tf.ones([COPIES, DEPTH]), matrix(), false, true)),
  )
  const through = (i: number) => left[i * COPIES] === numbers[i] && right[i * COPIES] === numbers[i]
  let flushBelow = 0
  let largest = 127
  EXPONENTS.forEach((e, i) => {
    if (through(2 * i) && through(2 * i + 1)) return
    if (e < 0) flushBelow = 2 ** (e + 1)
    else largest = Math.min(largest, e - 1)
  })
  return { flushBelow, overflowAbove: (2 - 2 ** -bits) * 2 ** largest }
}
