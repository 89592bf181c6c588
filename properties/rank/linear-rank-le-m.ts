import {
  elu1,
  exponential,
  type FeatureMap,
  folklore,
  forAll,
  hedgehog,
  linear,
  queriesAndKeys,
  relu,
  softmax,
} from 'attention-assay'

const MAPS = new Map<string, FeatureMap>(
  [relu, elu1, exponential, hedgehog].map((map) => [linear(map).name, map]),
)

/** Linear attention's weights, an n_q × n matrix, have at most the rank m of the feature map. */
export default forAll({
  id: 'linear-rank-le-m',
  title: 'Linear attention weights have rank at most m',
  statement: String.raw`\forall Q, K:\quad \mathrm{rank}\,L_K(Q) \le \min(n, n_q, m)`,
  source: folklore('the low-rank diagnosis also in Fan et al., arXiv 2411.07635'),
  subject: [...MAPS.values()].map((map) => linear(map)),
  inputs: queriesAndKeys({ queries: [4, 6], tokens: [4, 6], width: [1, 2] }),
  check: ({ q, k }, attention) =>
    attention
      .weights({ q, k })
      .rank()
      // A subject that is no linear map of the list stands for one with m = d.
      .atMost(MAPS.get(attention.name)?.dimension(k.shape[1]) ?? k.shape[1]),
  // Relu is undefined for a good part of them.
  cases: 28_000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax, with d in place of m', subject: softmax }],
  ablations: [
    { name: 'causal mask', hypothesis: 'bidirectional', subject: linear(elu1, { mask: 'causal' }) },
  ],
})
