import { folklore, forAll, queryAndKeys, softmax } from 'attention-assay'

/** Softmax keeps the order of the scores; in a `.cts` file. */
export default forAll({
  id: 'row-order-in-common-typescript',
  title: 'Softmax keeps the order of the scores',
  statement: String.raw`\forall q,K,\ \forall i,j:\quad q\cdot k_i > q\cdot k_j \iff p_i > p_j`,
  source: folklore(),
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4] }),
  check: ({ q, k }, attention) => q.matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'reversed',
      check: ({ q, k }, attention) => attention.weights({ q, k }).sameOrder(q.neg().matMul(k.transpose())),
    },
  ],
})
