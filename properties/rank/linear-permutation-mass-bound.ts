import { arrays, derived, elu1, exponential, forAll, gaussian, identity, lattice } from 'attention-assay'
import { linear, type Measure, mixture, type Predicate, softmaxAttention, taylor2 } from 'attention-assay'
import { withPermutation } from 'attention-assay'
import { eye } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'permutation'
const mass: Measure<Name> = ({ q, k, permutation }, { weights }) => weights({ q, k }).mul(permutation).sum()
const dimension = ({ k }: Parameters<Measure<Name>>[0], { linear: of }: Parameters<Measure<Name>>[1]) =>
  of?.map.dimension(k.shape[1]) ?? k.shape[1]
const within =
  (rate: number): Predicate<Name> =>
  (of, attention, x) =>
    mass(of, attention, x).atMost(dimension(of, attention) * rate)

export default forAll({
  id: 'linear-permutation-mass-bound',
  title: 'Linear attention with non-negative weights pays at most m in all to one key for each query',
  statement: String.raw`A \ge 0,\ A\mathbf{1} = \mathbf{1},\ \operatorname{rank} A \le m:\quad \textstyle\sum_i A_{i\sigma(i)} \le m`,
  source: derived('the trace of a stochastic matrix of rank m'),
  subject: [elu1, exponential, taylor2].map((map) => linear(map)),
  needs: ['feature-map', 'all-keys', 'no-positions'],
  inputs: arrays(
    withPermutation({
      dims: { tokens: [6, 9], d: [2, 3] },
      arrays: { q: ['tokens', 'd'], k: ['tokens', 'd'] },
      from: { q: mixture([1, gaussian(1)], [1, gaussian(6)]), k: mixture([1, gaussian(1)], [1, lattice(8)]) },
    }),
  ),
  trivial: {
    name: 'no more tokens than features',
    region: (of, attention, x) => x.constant(of.k.shape[0]).atMost(dimension(of, attention)),
  },
  check: within(1),
  tightness: (...of) => mass(...of).div(dimension(of[0], of[1])),
  cases: 1800,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'softmax on tokens with themselves, with d in place of m',
      subject: softmaxAttention({ scale: 9 }),
      check: ({ k }, { weights }, x) => weights({ q: k, k }).mul(eye(k.shape[0], x)).sum().atMost(k.shape[1]),
    },
  ],
  ablations: [
    { name: 'map id', hypothesis: 'A ≥ 0', subject: linear(identity) },
    { name: 'not divided', hypothesis: 'rows sum to 1', subject: linear(elu1, { normalised: false }) },
  ],
  mutants: [{ name: '0.98 m', sharp: true, check: within(0.98) }],
})
