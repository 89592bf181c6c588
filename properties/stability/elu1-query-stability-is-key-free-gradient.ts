import { allKeysEqual, type Attention, cosformer, derived, elu1, exponential, focused } from 'attention-assay'
import { forAll, gaussian, hedgehog, identity, type Inputs, linear, mixture } from 'attention-assay'
import { type Predicate, queryKeysAndValues, relu, softmax } from 'attention-assay'
import { jacobian } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'v'
const gradient = ({ q, k, v }: Inputs<Name>, { output }: Attention) =>
  jacobian(output({ q, k, v }), q).abs().sum()
const range = ({ v }: Inputs<Name>) => v.max().sub(v.min())
const within =
  (rate: number): Predicate<Name> =>
  (of, attention) =>
    gradient(of, attention).atMost(range(of).mul(rate))

export default forAll({
  id: 'elu1-query-stability-is-key-free-gradient',
  title:
    'The gradient of elu + 1, exp and hedgehog attention in the query is bounded by the range of the values alone',
  statement: String.raw`\varphi \in \{\mathrm{elu}+1, \exp, \mathrm{hedgehog}\},\ o = \textstyle\sum_j L_K(q)_j v_j \in \mathbb{R}:\quad \|\nabla_q o\|_1 \le \tfrac12(\max v - \min v)`,
  source: derived('|∂φ| ≤ φ; so it is false that all linear attention has unbounded query gradients'),
  subject: [elu1, exponential, hedgehog].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: queryKeysAndValues({
    tokens: [2, 5],
    width: [1, 2],
    values: 1,
    from: {
      q: mixture([1, gaussian(0.3)], [1, gaussian(2)]),
      k: mixture([1, gaussian(1)], [1, gaussian(8)]),
      v: gaussian(1),
    },
  }),
  trivial: allKeysEqual,
  check: within(0.5),
  tightness: (of, attention) => gradient(of, attention).mul(2).div(range(of)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'softmax', subject: softmax }],
  ablations: [relu, identity, focused(3), cosformer(8)].map((map) => ({
    name: map.name,
    hypothesis: '|∂φ| ≤ φ',
    subject: linear(map),
  })),
  mutants: [{ name: '0.49 in place of 1/2', sharp: true, check: within(0.49) }],
})
