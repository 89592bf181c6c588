import { derived, forAll, gaussian, lattice, linear, queriesAndKeys, softmax, taylor2 } from 'attention-assay'
import { distinctRows } from 'attention-assay/predicate'
import fc from 'fast-check'

const square = (n: number, width: number[], from = gaussian(1)) =>
  queriesAndKeys({ queries: n, tokens: n, width, from })

export default forAll({
  id: 'softmax-generic-full-rank',
  title:
    'Softmax weights have full rank: for d = 1 whenever queries and keys differ, for larger d almost surely',
  statement: String.raw`n_q = n:\quad d = 1,\ q_i \ne q_j,\ k_i \ne k_j\ (i \ne j) \Rightarrow \operatorname{rank}\,\mathrm{softmax}(QK^\top) = n;\qquad \text{for every } d \text{ it is } n \text{ outside of a null set of } (Q, K)`,
  source: derived('e^{xy} is strictly totally positive; analyticity'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: fc.oneof(square(3, [1], lattice(6)), square(4, [1], lattice(4)), square(3, [2]), square(4, [2, 3])),
  assuming: ({ q, k }) => distinctRows(q).and(distinctRows(k)),
  trivial: {
    name: 'no more tokens than coordinates',
    region: ({ k }, _attention, x) => x.constant(k.shape[0]).atMost(k.shape[1]),
  },
  check: ({ q, k }, { weights }) => weights({ q, k }).rank().atLeast(k.shape[0]),
  cases: 2400,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'taylor2 kernel, d = 1', subject: linear(taylor2), inputs: square(4, [1], lattice(4)) }],
  ablations: [
    {
      name: 'equal queries',
      hypothesis: 'pairwise distinct',
      inputs: square(3, [1], lattice(1)),
      assuming: ({ k }) => distinctRows(k),
    },
  ],
})
