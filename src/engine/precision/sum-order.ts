import type { TensorFunctions } from '../tensor-operation.ts'
import { computed } from './computed.ts'
import type { FoundPrecision } from './found.ts'
import type { Recipe } from './recipe.ts'

type Found = Pick<FoundPrecision['sums'], 'order' | 'orderChanges'>

const ROWS = 64
const LENGTH = 1024

/** Which order of additions gives the same bits, and how often the reverse order gives others. */
export async function orderOf(tf: TensorFunctions, recipe: Recipe): Promise<Found> {
  const data = Float32Array.from({ length: ROWS * LENGTH }, () => recipe.graded(-4, 4))
  const summed = (numbers: Float32Array) =>
    computed(tf, () => tf.sum(tf.tensor2d(numbers, [ROWS, LENGTH]), 1))
  const sums = await summed(data)
  const reversed = (await summed(data.toReversed())).reverse()
  const like = (add: (row: Float32Array) => number) =>
    sums.every((sum, r) => sum === Math.fround(add(data.subarray(r * LENGTH, (r + 1) * LENGTH))))
  const order = (['sequential', 'pairwise', 'wide'] as const).find((name) => like(ADDING[name])) ?? 'other'
  return { order, orderChanges: sums.filter((sum, r) => sum !== reversed[r]).length / ROWS }
}

const ADDING = { sequential, pairwise, wide: (row: Float32Array) => exactSum(row).exact }

function sequential(row: Float32Array): number {
  return row.reduce((sum, x) => Math.fround(sum + x), 0)
}

function pairwise(row: Float32Array): number {
  if (row.length === 1) return row[0]
  const half = row.length >> 1
  return Math.fround(pairwise(row.subarray(0, half)) + pairwise(row.subarray(half)))
}

/** The sums of a row and of its sizes, in float64. */
export function exactSum(row: Float32Array): { exact: number; sizes: number } {
  let exact = 0
  let sizes = 0
  for (const x of row) {
    exact += x
    sizes += Math.abs(x)
  }
  return { exact, sizes }
}
