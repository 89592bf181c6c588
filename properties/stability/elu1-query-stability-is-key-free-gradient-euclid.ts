import { allKeysEqual, type Attention, derived, elu1, exponential, forAll, gaussian } from 'attention-assay'
import { hedgehog, type Inputs, linear, mixture, type Predicate, queryKeysAndValues } from 'attention-assay'
import { softmax, withNumbers } from 'attention-assay'
import { jacobian } from 'attention-assay/predicate'
import fc from 'fast-check'

type Name = 'q' | 'k' | 'v'
const gradient = ({ q, k, v }: Inputs<Name>, { output }: Attention) =>
  jacobian(output({ q, k, v }), q).square().sum()
const range = ({ v }: Inputs<Name>) => v.max().sub(v.min())
const within =
  (divisor: number): Predicate<Name> =>
  (of, attention) =>
    gradient(of, attention).atMost(range(of).square().div(divisor))
const from = {
  q: mixture([1, gaussian(0.3)], [1, gaussian(2)]),
  k: mixture([1, gaussian(1)], [1, gaussian(8)]),
  v: gaussian(1),
}
/** Keys (a, -a) and (-a, a), which each see one coordinate, and a query (c, c) with c < 0. */
const opposed = withNumbers(
  queryKeysAndValues({ tokens: 2, width: 2, values: 1, from }),
  ({ q, k }) => {
    const [a, c] = [12 + Math.abs(k.data[0]), -Math.abs(q.data[0]) - 2 ** -10]
    return { q: [c, c], k: [a, -a, -a, a] }
  },
  'opposed keys',
)

export default forAll({
  id: 'elu1-query-stability-is-key-free-gradient-euclid',
  title:
    'The gradient of elu + 1 and exp attention in the query has a 2-norm of at most √2/4 of the range of values',
  statement: String.raw`\varphi \in \{\mathrm{elu}+1, \exp\},\ o = \textstyle\sum_j L_K(q)_j v_j \in \mathbb{R}:\quad \|\nabla_q o\|_2 \le \tfrac{\sqrt2}4(\max v - \min v)`,
  source: derived('|∂φ| ≤ φ, one feature for each coordinate'),
  subject: [elu1, exponential].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: fc.oneof(queryKeysAndValues({ tokens: [2, 5], width: [1, 2], values: 1, from }), opposed),
  trivial: allKeysEqual,
  check: within(8),
  tightness: (of, attention) => gradient(of, attention).mul(8).div(range(of).square()),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'softmax', subject: softmax }],
  ablations: [{ name: 'hedgehog', hypothesis: 'one feature for each coordinate', subject: linear(hedgehog) }],
  mutants: [{ name: '8.16 in place of 8, of the squares', sharp: true, check: within(8.16) }],
})
