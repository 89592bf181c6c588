import type { Distribution } from '../../generate/distribution.ts'
import { permutationMatrix } from '../../generate/permutation.ts'

/**
 * The first rows of a uniform random permutation matrix: a product with them picks as many different tokens, exactly in
 * every arithmetic. Its array belongs into `fixed`, so that shrinking leaves it so.
 *
 * `fill` throws RangeError for more rows than columns.
 */
export const distinctRows: Distribution = {
  name: 'different tokens',
  fill(draws, data, offset, rows, width) {
    if (rows > width) throw new RangeError(`there are no ${rows} different tokens among ${width}`)
    const all = new Float32Array(width * width)
    permutationMatrix.fill(draws, all, 0, width, width)
    data.set(all.subarray(0, rows * width), offset)
  },
}
