import { folklore, forAll, queryAndKeys, softmax } from 'attention-assay'
import { reversed } from '../../controls/reversed.js'

/** Softmax keeps the order of the scores; in a `.ts` file. */
export default forAll({
  id: 'row-order-in-typescript',
  title: 'Softmax keeps the order of the scores',
  statement: String.raw`\forall q,K,\ \forall i,j:\quad q\cdot k_i > q\cdot k_j \iff p_i > p_j`,
  source: folklore(),
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4] }),
  check: ({ q, k }, attention) => q.matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
  expect: { reals: 'holds' },
  controls: [reversed],
})
