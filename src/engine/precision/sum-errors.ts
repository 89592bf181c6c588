import type { TensorFunctions } from '../tensor-operation.ts'
import { computed } from './computed.ts'
import { capped, type FoundPrecision } from './found.ts'
import { Recipe } from './recipe.ts'
import { exactSum, orderOf } from './sum-order.ts'

const LENGTHS = [2, 3, 4, 7, 8, 16, 31, 64, 128, 257, 1024, 4096] as const
/** Rows enough for all pairs of `fill`, and for a tensor that no backend sums up on the host. */
const rowsOf = (length: number) => Math.max(8 * PAIRS, Math.ceil(2048 / length))
const PAIRS = 24
/** The unit of errors by length, the same for all engines. */
const UNIT = 2 ** -24

/**
 * Errors of sums along an axis, at several lengths, against sums in float64, whose own error (below n·2^-53 of the
 * sum of sizes) is taken off; and whether they depend on the order.
 */
export async function measureSums(tf: TensorFunctions, seed: number): Promise<FoundPrecision['sums']> {
  const recipe = new Recipe(seed + 1)
  const byLength: Record<string, number> = {}
  let roundoff = 0
  for (const length of LENGTHS) {
    const rows = rowsOf(length)
    const data = new Float32Array(rows * length)
    for (let r = 0; r < rows; r++) fill(data.subarray(r * length, (r + 1) * length), r, recipe)
    const along = (axis: 0 | 1) =>
      computed(tf, () => {
        const tensor = tf.tensor2d(data, [rows, length])
        return tf.sum(axis === 1 ? tensor : tf.transpose(tensor), axis)
      })
    let worst = 0
    for (const sums of [await along(1), await along(0)]) {
      for (let r = 0; r < rows; r++) {
        const { exact, sizes } = exactSum(data.subarray(r * length, (r + 1) * length))
        const error = Math.abs(sums[r] - exact) - length * 2 ** -53 * sizes
        // A row of two numbers and zeros is rounded once; any other one at most once for each addition.
        const roundings = isPair(r) ? 1 : length - 1
        roundoff = Math.max(roundoff, capped(error / (roundings * sizes)))
        worst = Math.max(worst, capped(error / ((length - 1) * sizes)) / UNIT)
      }
    }
    byLength[String(length)] = worst
  }
  return { roundoff, byLength, ...(await orderOf(tf, recipe)) }
}

const isPair = (row: number) => row % 4 === 3

function fill(row: Float32Array, number: number, recipe: Recipe): void {
  if (isPair(number)) {
    // Two numbers that show the bits p of an addition: nearest errs by 2^-(p+1), truncation by nearly 2^-p.
    const p = (number >> 3) % PAIRS
    const first = recipe.word() % row.length
    row[first] = 1
    row[(first + 1 + (recipe.word() % (row.length - 1))) % row.length] =
      number % 8 === 3 ? 2 ** -(p + 1) : 2 ** -p * (1 - 2 ** -5)
    return
  }
  for (let i = 0; i < row.length; i++) {
    const x = number % 4 === 0 ? Math.abs(recipe.significand()) : recipe.significand()
    row[i] = number % 4 === 2 ? recipe.graded(-12, 12) : x
  }
}
