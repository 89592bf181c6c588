import { allKeysEqual, arrays, type Attention, cosformer, derived, type Distribution } from 'attention-assay'
import { favor, FEATURE_MAPS, focused, forAll, type Inputs, lattice, linear } from 'attention-assay'
import { mechanism, mixture, ofScores, type Predicate, type Real, softmax, spread } from 'attention-assay'
import { uniform, withMap } from 'attention-assay'
import { allAtMost, span } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'c'
const random = favor({ directions: (d) => [1, -1].map((a) => Array<number>(d).fill(a / 2)) })
const convex = (c: Real) => c.abs().div(c.abs().sum())

/** Beside the keys, the weight of the key Σ λ_j k_j; and the largest of theirs. */
function compared({ q, k }: Inputs<Name>, { weights, linear }: Attention, lambda: Real): [Real, Real] {
  const n = k.shape[0]
  // Where positions count, the query stands where the key does.
  const queries = linear?.map.positions ? q.gather(Array<number>(n + 1).fill(0)) : q
  const all = weights({ q: queries, k: k.concat(lambda.matMul(k)) }).gather([queries.shape[0] - 1])
  const others = all.gather(span(0, n), 1)
  return [all.gather([n], 1), others.max(1, true)]
}
const tokens = (q: Distribution, k: Distribution) =>
  arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2, 4] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], c: [1, 'tokens'] },
    from: { q, k, c: mixture([3, uniform(-1, 1)], [1, lattice(1)]) },
  })
const positive = tokens(uniform(0.25, 1), uniform(0.25, 1))
const atMost =
  (share = 1, lambda = convex): Predicate<Name> =>
  (of, attention) => {
    const [inner, largest] = compared(of, attention, lambda(of.c))
    return allAtMost(inner, largest.mul(share))
  }

const gaussianKernel = mechanism('exp(-|k|²/2), divided', ({ k }) => {
  const kernel = k.square().sum(1).mul(-0.5).exp()
  return kernel.div(kernel.sum()).reshape([1, -1])
})
const ofBothSigns = ofScores('s² - 4, divided', (s, x) => {
  const kernel = s.square().sub(4)
  x.assume(kernel.sum().equal(0).not())
  return kernel.div(kernel.sum())
})

export default forAll({
  id: 'interior-key-never-wins',
  title: 'A key in the convex hull of the others gets no larger weight than each of them',
  statement: String.raw`k_0 = \textstyle\sum_j \lambda_j k_j,\ \lambda_j \ge 0,\ \sum_j \lambda_j = 1,\ \kappa(q, \cdot) \ge 0 \text{ convex, or affine}:\quad \forall q:\ w_0 \le \max_j w_j`,
  source: derived('of softmax: Demeter et al., arXiv 2005.02433; of convex kernels in the note'),
  subject: [softmax, ...FEATURE_MAPS.map((map) => linear(map))],
  needs: ['own-subject'],
  inputs: tokens(spread, spread),
  assuming: ({ c }) => c.abs().sum().greater(0),
  trivial: allKeysEqual,
  check: atMost(),
  tightness: (of, attention) => {
    const [inner, largest] = compared(of, attention, convex(of.c))
    return inner.div(largest).sum()
  },
  cases: 2048,
  expect: { reals: 'holds' },
  controls: [{ name: 'coefficients of both signs', check: atMost(1, (c) => c.div(c.sum())) }],
  ablations: [
    { name: 'the kernel exp(-|k|²/2)', hypothesis: 'κ(q, ·) is convex', subject: gaussianKernel },
    { name: 'the kernel s² - 4', hypothesis: 'κ ≥ 0, so that its sum is positive', subject: ofBothSigns },
    ...withMap([focused(3), cosformer(8)], { hypothesis: 'κ(q, ·) is convex', inputs: positive }),
    ...withMap([random], { hypothesis: 'κ(q, ·) is convex' }),
  ],
  mutants: [{ name: 'at most 0.98 of the largest', sharp: true, check: atMost(0.98) }],
})
