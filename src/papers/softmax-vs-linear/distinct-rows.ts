import { ours, type Distribution } from '../../generate/distribution.ts'
import { fillPermutation } from '../../generate/permutation.ts'

/**
 * The first rows of a uniform random permutation matrix: a product with them picks as many different tokens, exactly in
 * every arithmetic. Its array belongs into `fixed`, so that shrinking leaves it so.
 *
 * `fill` throws RangeError for more rows than columns.
 */
export const distinctRows: Distribution = ours({
  name: 'different tokens',
  fill(draws, data, offset, rows, width) {
    if (rows > width) throw new RangeError(`there are no ${rows} different tokens among ${width}`)
    fillPermutation(draws, data, offset, rows, width)
  },
})
