import {
  folklore,
  forAll,
  linear,
  mechanism,
  queryAndKeys,
  softmax,
  softmaxAttention,
  taylor2,
} from '../../src/index.ts'
import { range } from '../../src/predicate.ts'

/** Softmax keeps the strict order of the scores within a row: s_i > s_j ⇔ p_i > p_j. */
export default forAll({
  id: 'softmax-row-order-strict',
  title: 'Softmax keeps the strict order of the scores',
  statement: String.raw`\forall q, K\ \forall i, j:\quad q\cdot k_i > q\cdot k_j \iff \mathrm{softmax}(Kq)_i > \mathrm{softmax}(Kq)_j`,
  source: folklore('called monotonicity in Zhang et al., Hedgehog, arXiv 2402.04347'),
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 8, 64], width: [1, 4, 16] }),
  // A softmax over scores that hardly differ is uniform, whatever the claim.
  cover: [
    {
      name: 'scores more than 1 apart',
      atLeast: 0.3,
      region: ({ q, k }, _attention, x) =>
        x
          .constant(1)
          .less(range(q.matMul(k.transpose())))
          .all(),
    },
  ],
  check: ({ q, k }, attention) => q.matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'second-order Taylor kernel in place of exp', subject: linear(taylor2) },
    {
      name: 'weights of the negated scores',
      subject: mechanism('softmax(-s)', ({ q, k }) => {
        const terms = q.neg().matMul(k.transpose()).belowMax(-1).exp()
        return terms.div(terms.sum(-1, true))
      }),
    },
  ],
  ablations: [{ name: 'temperature β = -1', hypothesis: 'β > 0', subject: softmaxAttention({ scale: -1 }) }],
})
