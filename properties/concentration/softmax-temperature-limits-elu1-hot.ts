import { arrays, type Attention, derived, elu1, exponential, forAll, gaussian } from 'attention-assay'
import { type Inputs, linear, mixture, type Predicate, type Real, uniform } from 'attention-assay'
import { totalVariation } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'a'
const features = (of: Real) => of.minimum(0).exp().add(of.maximum(0))
/** From the shares of the sums of features, or from uniform weights. */
const distance = (of: Inputs<Name>, { weights }: Attention, uniformly = false) => {
  const sums = features(of.k).sum(-1).reshape([1, -1])
  const limit = uniformly ? sums.mul(0).add(1) : sums
  return totalVariation(weights({ q: of.q.mul(of.a), k: of.k }), limit.div(limit.sum())).sum()
}
/** (√r - 1)/(√r + 1), r = max φ(aq)/min φ(aq). */
const bound = ({ q, a }: Inputs<Name>, factor = 1) => {
  const ends = features(q.mul(a))
  const root = ends.max().div(ends.min()).sqrt()
  return root.sub(1).div(root.add(1)).mul(factor)
}
const within =
  (factor?: number, uniformly?: boolean): Predicate<Name> =>
  (of, to) =>
    distance(of, to, uniformly).atMost(bound(of, factor))

export default forAll({
  id: 'softmax-temperature-limits-elu1-hot',
  title:
    'elu + 1 attention along a shrinking query goes to the sums of the features of each key, not to uniform weights',
  statement: String.raw`a \in \mathbb{R},\ w_j \propto \mathbf{1}\cdot\varphi(k_j),\ r = \max_i\varphi(aq_i)/\min_i\varphi(aq_i):\quad \mathrm{TV}(L_K(aq), w) \le \frac{\sqrt r - 1}{\sqrt r + 1}\ \to 0\quad(a \to 0)`,
  source: derived('by softmax-tv-tanh, of kernels in place of exponentials'),
  subject: linear(elu1),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 5], d: [2, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], a: [1, 1] },
    from: {
      q: gaussian(1),
      k: mixture([1, gaussian(1)], [1, gaussian(20)]),
      a: mixture([1, uniform(-0.1, 0.1)], [1, uniform(-3, 3)]),
    },
  }),
  trivial: { name: 'the bound is above 1/2', region: (of) => bound(of).greater(0.5) },
  check: within(),
  tightness: (of, to) => distance(of, to).div(bound(of)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [
    { name: 'φ = exp', subject: linear(exponential) },
    { name: 'uniform weights', check: within(1, true) },
  ],
  mutants: [{ name: '0.98 of the bound', sharp: true, check: within(0.98) }],
})
