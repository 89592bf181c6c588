import { forAll, type ForAll } from '../claim/claim.ts'
import { queryAndKeys, type Distribution } from '../generate/generate.ts'
import rowOrder from '../../properties/order/softmax-row-order-strict.ts'

/** The benchmark's claim, softmax's row order, of one query at one shape. */
export const rowOrderAt = (tokens: number, width: number, from?: Distribution): ForAll =>
  forAll({
    ...rowOrder,
    id: `${rowOrder.id} ${tokens}×${width}`,
    inputs: queryAndKeys({ tokens: [tokens], width: [width], ...(from && { from }) }),
  })
