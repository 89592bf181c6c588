import { derived, elu1, exponential, favor, forAll, hedgehog, lattice, linear } from 'attention-assay'
import { queriesAndKeys, relu, taylor2 } from 'attention-assay'

/** One direction, and so one feature. */
const directions = (d: number) => [Array<number>(d).fill(1)]
const causal = [elu1, exponential, hedgehog, taylor2, favor({ directions })].map((map) =>
  linear(map, { mask: 'causal' }),
)

export default forAll({
  id: 'linear-causal-rank-le-m-full',
  title: 'Causal linear attention with a positive kernel has full rank, even with one feature',
  statement: String.raw`\kappa > 0:\quad \operatorname{rank}\bigl(\text{causal } L_K(Q)\bigr) = n`,
  source: derived('observed in the public repository v-code01/causalrank'),
  subject: causal,
  needs: ['own-subject'],
  inputs: queriesAndKeys({ queries: 4, tokens: 4, width: [1, 2], from: lattice(2) }),
  trivial: {
    name: 'no more tokens than features',
    region: ({ k }, { linear: of }, x) => x.constant(k.shape[0]).atMost(of?.map.dimension(k.shape[1]) ?? 0),
  },
  check: ({ q, k }, { weights }) => weights({ q, k }).rank().atLeast(k.shape[0]),
  cases: 1800,
  expect: { reals: 'holds' },
  controls: [{ name: 'without the mask', subject: linear(elu1) }],
  ablations: [{ name: 'relu', hypothesis: 'κ(q_i, k_i) ≠ 0', subject: linear(relu, { mask: 'causal' }) }],
})
