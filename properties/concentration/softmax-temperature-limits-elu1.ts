import { arrays, type Attention, derived, elu1, exponential, forAll, gaussian } from 'attention-assay'
import { type Inputs, linear, mixture, type Predicate, type Real, uniform } from 'attention-assay'
import { allAtMost, totalVariation } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'a'
const features = (of: Real) => of.minimum(0).exp().add(of.maximum(0))
/** relu(q)·φ(k_j), and its sum over the keys. */
const limit = ({ q, k }: Inputs<Name>) => q.relu().matMul(features(k).transpose())

/** E/(E + aU): E the sum of all features of the keys, U that of the kernel in the limit. */
const bound = (of: Inputs<Name>) => {
  const E = features(of.k).sum()
  return E.div(E.add(limit(of).sum().mul(of.a.sum())))
}
const distance = (of: Inputs<Name>, { weights }: Attention) =>
  totalVariation(weights({ q: of.q.mul(of.a), k: of.k }), limit(of).div(limit(of).sum()))
const within =
  (rate: number): Predicate<Name> =>
  (of, to) =>
    allAtMost(distance(of, to), bound(of).mul(rate))

export default forAll({
  id: 'softmax-temperature-limits-elu1',
  title: 'elu + 1 attention along a growing query goes to the weights of relu(q), not to one key',
  statement: String.raw`q \not\le 0,\ a > 0,\ w_j \propto \mathrm{relu}(q)\cdot\varphi(k_j):\quad \mathrm{TV}(L_K(aq), w) \le \frac{\sum_{j}\mathbf{1}\cdot\varphi(k_j)}{\sum_j (\mathbf{1} + a\,\mathrm{relu}(q))\cdot\varphi(k_j)}`,
  source: derived(),
  subject: linear(elu1),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 5], d: [1, 2, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], a: [1, 1] },
    from: {
      q: gaussian(1),
      k: mixture([1, gaussian(1)], [1, gaussian(20)]),
      a: mixture([1, uniform(0.1, 5)], [1, uniform(5, 100)]),
    },
  }),
  assuming: ({ q }) => q.max().greater(0),
  trivial: {
    name: 'one coordinate, where weights do not depend on the query',
    region: ({ q }, _attention, x) => x.constant(q.shape[1]).atMost(1),
  },
  check: within(1),
  tightness: (of, to) => distance(of, to).div(bound(of)).sum(),
  cases: 3600,
  expect: { reals: 'holds' },
  controls: [{ name: 'φ = exp', subject: linear(exponential) }],
  mutants: [{ name: '0.98 of the bound', sharp: true, check: within(0.98) }],
})
