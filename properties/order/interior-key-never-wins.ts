import { arrays, type Attention, derived, FEATURE_MAPS, forAll, type Inputs, lattice } from 'attention-assay'
import { linear, mechanism, mixture, type Predicate, type Real, softmax, spread } from 'attention-assay'
import { uniform } from 'attention-assay'

type Name = 'q' | 'k' | 'c'
const convex = (c: Real) => c.abs().div(c.abs().sum())

/** Beside the keys, the weight of the key Σ λ_j k_j; and the largest of theirs. */
function compared({ q, k }: Inputs<Name>, { weights }: Attention, lambda: Real): [Real, Real] {
  const [all, n] = [weights({ q, k: k.concat(lambda.matMul(k)) }), k.shape[0]]
  const others = all.gather([...Array(n).keys()], 1)
  return [all.gather([n], 1), others.max(1, true)]
}
const atMost =
  (share = 1, lambda = convex): Predicate<Name> =>
  (of, attention) => {
    const [inner, largest] = compared(of, attention, lambda(of.c))
    return inner.atMost(largest.mul(share)).all()
  }

export default forAll({
  id: 'interior-key-never-wins',
  title: 'A key in the convex hull of the others gets no larger weight than each of them',
  statement: String.raw`k_0 = \textstyle\sum_j \lambda_j k_j,\ \lambda_j \ge 0,\ \sum_j \lambda_j = 1,\ \kappa(q, \cdot) \text{ convex}:\quad \forall q:\ w_0 \le \max_j w_j`,
  source: derived('of softmax: Demeter et al., arXiv 2005.02433; of convex kernels in the note'),
  subject: [softmax, ...FEATURE_MAPS.map((map) => linear(map))],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2, 4] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], c: [1, 'tokens'] },
    from: { q: spread, k: spread, c: mixture([3, uniform(-1, 1)], [1, lattice(1)]) },
  }),
  assuming: ({ c }) => c.abs().sum().greater(0),
  trivial: { name: 'all keys equal', region: ({ k }) => k.equal(k.gather([0])).all() },
  check: atMost(),
  tightness: (of, attention) => {
    const [inner, largest] = compared(of, attention, convex(of.c))
    return inner.div(largest).sum()
  },
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'coefficients of both signs', check: atMost(1, (c) => c.div(c.sum())) }],
  ablations: [
    {
      name: 'the kernel exp(-|k|²/2)',
      hypothesis: 'κ(q, ·) is convex',
      subject: mechanism('exp(-|k|²/2), divided', ({ k }) => {
        const kernel = k.square().sum(1).mul(-0.5).exp()
        return kernel.div(kernel.sum()).reshape([1, -1])
      }),
    },
  ],
  mutants: [{ name: 'at most 0.98 of the largest', sharp: true, check: atMost(0.98) }],
})
