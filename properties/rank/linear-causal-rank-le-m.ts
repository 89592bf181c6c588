import { elu1, exponential, folklore, forAll, hedgehog, lattice, linear, ofScores } from 'attention-assay'
import { queriesAndKeys } from 'attention-assay'

/** Folklore, false: a causal mask leaves linear attention its low rank. */
export default forAll({
  id: 'linear-causal-rank-le-m',
  title: 'Causal linear attention weights have rank at most m',
  statement: String.raw`n > m:\quad \operatorname{rank}\bigl(\text{causal } L_K(Q)\bigr) \le m`,
  source: folklore('contradicted in the public repository v-code01/causalrank'),
  subject: [linear(elu1, { mask: 'causal' }), linear(exponential, { mask: 'causal' })],
  needs: ['feature-map', 'no-positions'],
  inputs: queriesAndKeys({ queries: 4, tokens: 4, width: [1, 2], from: lattice(3) }),
  trivial: {
    name: 'no more tokens than features',
    region: ({ k }, { linear: of }, x) => x.constant(k.shape[0]).atMost(of?.map.dimension(k.shape[1]) ?? 0),
  },
  check: ({ q, k }, attention) =>
    attention
      .weights({ q, k })
      .rank()
      .atMost(attention.linear?.map.dimension(k.shape[1]) ?? k.shape[1]),
  cases: 600,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    { name: 'exponentials without the division, m = d', subject: ofScores('exp(S)', (s) => s.exp()) },
  ],
  restrictions: [
    {
      name: 'without the mask',
      hypothesis: 'bidirectional',
      subject: [linear(elu1), linear(exponential), linear(hedgehog)],
      cases: 400,
    },
  ],
})
