import { arrays, type Attention, cosformer, derived, favor, FEATURE_MAPS, focused } from 'attention-assay'
import { forAll, type Inputs, lattice, linear, mechanism, mixture, type Predicate } from 'attention-assay'
import { type Real, softmax, spread, uniform } from 'attention-assay'

type Name = 'q' | 'k' | 'c'
const random = favor({ directions: (d) => [1, -1].map((a) => Array<number>(d).fill(a / 2)) })
const convex = (c: Real) => c.abs().div(c.abs().sum())

/** Beside the keys, the weight of the key Σ λ_j k_j; and the largest of theirs. */
function compared({ q, k }: Inputs<Name>, { weights, linear }: Attention, lambda: Real): [Real, Real] {
  const n = k.shape[0]
  // Where positions count, the query stands where the key does.
  const queries = linear?.map.positions ? q.gather(Array<number>(n + 1).fill(0)) : q
  const all = weights({ q: queries, k: k.concat(lambda.matMul(k)) }).gather([queries.shape[0] - 1])
  const others = all.gather([...Array(n).keys()], 1)
  return [all.gather([n], 1), others.max(1, true)]
}
const shapes = { q: [1, 'width'], k: ['tokens', 'width'], c: [1, 'tokens'] } as const
const coefficients = mixture([3, uniform(-1, 1)], [1, lattice(1)])
const positive = arrays({
  dims: { tokens: [2, 3, 5], width: [1, 2, 4] },
  arrays: shapes,
  from: { q: uniform(0.25, 1), k: uniform(0.25, 1), c: coefficients },
})
const atMost =
  (share = 1, lambda = convex): Predicate<Name> =>
  (of, attention) => {
    const [inner, largest] = compared(of, attention, lambda(of.c))
    return inner.atMost(largest.mul(share)).all()
  }

export default forAll({
  id: 'interior-key-never-wins',
  title: 'A key in the convex hull of the others gets no larger weight than each of them',
  statement: String.raw`k_0 = \textstyle\sum_j \lambda_j k_j,\ \lambda_j \ge 0,\ \sum_j \lambda_j = 1,\ \kappa(q, \cdot) \ge 0 \text{ convex, or affine}:\quad \forall q:\ w_0 \le \max_j w_j`,
  source: derived('of softmax: Demeter et al., arXiv 2005.02433; of convex kernels in the note'),
  subject: [softmax, ...FEATURE_MAPS.map((map) => linear(map))],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2, 4] },
    arrays: shapes,
    from: { q: spread, k: spread, c: coefficients },
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
    {
      name: 'the kernel s² - 4',
      hypothesis: 'κ ≥ 0, so that its sum is positive',
      subject: mechanism('s² - 4, divided', ({ q, k }, x) => {
        const kernel = q.matMul(k.transpose()).square().sub(4)
        x.assume(kernel.sum().equal(0).not())
        return kernel.div(kernel.sum())
      }),
    },
    ...[focused(3), cosformer(8), random].map((map) => ({
      name: `map ${map.name}`,
      hypothesis: 'κ(q, ·) is convex',
      subject: linear(map),
      ...(map === random ? {} : { inputs: positive }),
    })),
  ],
  mutants: [{ name: 'at most 0.98 of the largest', sharp: true, check: atMost(0.98) }],
})
