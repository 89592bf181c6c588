import type { ArraysOptions } from './arrays.ts'
import { distributionOf } from './array-sources.ts'
import type { Axis } from './array-slots.ts'
import { ours, type Distribution } from './distribution.ts'
import type { Draws } from './draws.ts'

/**
 * A uniform random n×n permutation matrix: a product with it permutes the rows of an array, exactly in every
 * arithmetic. Its array belongs into `fixed`, so that shrinking leaves it a permutation.
 *
 * `fill` throws RangeError for an array that is not square.
 */
export const permutationMatrix: Distribution = ours({
  name: 'permutation matrix',
  fill(draws, data, offset, rows, width) {
    if (rows !== width) throw new RangeError(`a permutation matrix is square, not ${rows}×${width}`)
    fillPermutation(draws, data, offset, rows, width)
  },
})

/**
 * Fills `rows` rows with the first ones of a uniform random width×width permutation matrix; as much is drawn as for all of it.
 */
export function fillPermutation(
  draws: Draws,
  data: Float32Array,
  offset: number,
  rows: number,
  width: number,
): void {
  const order = Int32Array.from({ length: width }, (_, i) => i)
  data.fill(0, offset, offset + rows * width)
  for (let row = 0; row < width; row++) {
    const pick = row + draws.below(width - row)
    const column = order[pick]
    order[pick] = order[row]
    if (row < rows) data[offset + row * width + column] = 1
  }
}

/** As `permutationMatrix`, but never the identity, under which nothing is permuted; `fill` throws for a single row too. */
export const properPermutation: Distribution = ours({
  name: 'permutation matrix other than I',
  fill(draws, data, offset, rows, width) {
    if (rows === 1) throw new RangeError('one row has no permutation but the identity; give two rows or more')
    const isIdentity = () =>
      data.subarray(offset, offset + rows * width).every((x, at) => x === Number(at % (rows + 1) === 0))
    do permutationMatrix.fill(draws, data, offset, rows, width)
    while (isIdentity())
  },
})

/**
 * Options for `arrays` with one array more: a random permutation matrix [dim, dim], named `permutation`. A product
 * with it permutes the tokens exactly. Shrinking leaves it, and with it the extent of the dim, as they are.
 *
 * @example
 * ```ts
 * arrays(withPermutation({ dims: { tokens: [2, 8] }, arrays: { k: ['tokens', 4] } }))
 * ```
 */
export function withPermutation<Name extends string, const Added extends string = 'permutation'>(
  options: ArraysOptions<Name>,
  dim = 'tokens',
  name = 'permutation' as Added,
): ArraysOptions<Name | Added> {
  const names = Object.keys(options.arrays) as Name[]
  return {
    ...options,
    arrays: { ...options.arrays, [name]: [dim, dim] } as Record<Name | Added, Axis[]>,
    from: {
      ...Object.fromEntries(names.map((array) => [array, distributionOf(options.from, array)])),
      [name]: permutationMatrix,
    } as Record<Name | Added, Distribution>,
    fixed: [...(options.fixed ?? []), name],
  }
}
