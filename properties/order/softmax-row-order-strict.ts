import { allScoresEqual, folklore, forAll, linear, queryAndKeys, scoresApart, softmax } from 'attention-assay'
import { softmaxAttention, taylor2 } from 'attention-assay'
import { scoresOf } from 'attention-assay/predicate'

/** Softmax keeps the strict order of the scores in a row: s_i > s_j ⇔ p_i > p_j. */
export default forAll({
  id: 'softmax-row-order-strict',
  title: 'Softmax keeps the strict order of the scores',
  statement: String.raw`\forall q, K\ \forall i, j:\quad q\cdot k_i > q\cdot k_j \iff \mathrm{softmax}(Kq)_i > \mathrm{softmax}(Kq)_j`,
  source: folklore('called monotonicity in Zhang et al., Hedgehog, arXiv 2402.04347'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: queryAndKeys({ tokens: [2, 8, 64], width: [1, 4, 16] }),
  cover: [scoresApart],
  trivial: allScoresEqual,
  check: ({ q, k }, attention) => scoresOf({ q, k }).sameOrder(attention.weights({ q, k })),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'second-order Taylor kernel in place of exp', subject: linear(taylor2) }],
  ablations: [
    { name: 'temperature β = -1', hypothesis: 'β > 0', subject: softmaxAttention({ scale: -1 }) },
    { name: 'temperature β = 0', hypothesis: 'β > 0', subject: softmaxAttention({ scale: 0 }) },
  ],
})
