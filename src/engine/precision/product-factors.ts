import type { TensorFunctions } from '../tensor-operation.ts'
import { capped } from './found.ts'
import { multiplied, type Fill, type Path } from './product-paths.ts'
import type { Recipe } from './recipe.ts'

/**
 * Factors that show how many bits p are kept: for every p one that rounding to nearest gets most wrong, by 2^-(p+1),
 * and one that truncation does, by 2^-p.
 */
const SENTINELS: readonly number[] = Array.from({ length: 23 }, (_, p) => [
  1 + 2 ** -(p + 1),
  ...(p > 0 ? [1 + 2 ** -p - 2 ** -23] : []),
]).flat()

/** Rows of the unit matrix, over and over. */
export const unitRows =
  ([, , , d]: Path): Fill =>
  (_, row, column) =>
    row % d === column ? 1 : 0

/** The largest relative error of a factor, and how many of the bits 2^-1, 2^-2, … all come through. */
export async function factorsOf(tf: TensorFunctions, path: Path, recipe: Recipe) {
  const full: Fill = (lane, row, column) => {
    const at = (lane * 131 + row) * 61 + column
    const sentinel = at % (2 * SENTINELS.length)
    return sentinel < SENTINELS.length ? SENTINELS[sentinel] * (at & 128 ? -1 : 1) : recipe.significand()
  }
  const unit = unitRows(path)
  const products = [
    ...(await multiplied(tf, path, full, (lane, row, column) => unit(lane, column, row))),
    ...(await multiplied(tf, path, unit, full)),
  ]
  let [error, bits] = [0, 23]
  for (const { got, exact } of products) {
    const found = Math.abs(got - exact) / Math.abs(exact)
    error = Math.max(error, capped(found))
    const last = -Math.log2(Math.abs(exact) - 1)
    if (found !== 0 && Number.isInteger(last)) bits = Math.min(bits, last - 1)
  }
  return { error, bits }
}
