import {
  elu1,
  exponential,
  folklore,
  forAll,
  hedgehog,
  identity,
  inline,
  linear,
  queryKeysAndValues,
  softmax,
  taylor2,
} from 'attention-assay'

/** Rows of positive normalised attention sum to 1, so outputs stay within the values, coordinate by coordinate. */
export default forAll({
  id: 'row-stochastic-convex-hull',
  title: 'Normalised positive attention mixes: rows sum to 1, outputs stay in the hull of the values',
  statement: String.raw`\textstyle\sum_j w_j = 1,\qquad \min_j v_{jc} \le \big(\sum_j w_j v_j\big)_c \le \max_j v_{jc}`,
  source: folklore(),
  subject: [softmax, ...[elu1, exponential, hedgehog, taylor2].map((map) => linear(map))],
  inputs: queryKeysAndValues({ tokens: [2, 4, 8], width: [1, 4], values: [1, 3] }),
  check({ q, k, v }, attention) {
    const sums = attention.weights({ q, k }).sum(-1)
    const output = attention.output({ q, k, v })
    const inside = v
      .min(0, true)
      .atMost(output)
      .and(output.atMost(v.max(0, true)))
    return sums.equal(1).all().and(inside.all())
  },
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'unnormalised elu1', subject: linear(elu1, { normalised: false }) }],
  ablations: [
    { name: 'map id', hypothesis: 'weights are not negative', subject: linear(identity) },
    { name: 'InLine', hypothesis: 'weights are not negative', subject: inline(identity) },
  ],
})
