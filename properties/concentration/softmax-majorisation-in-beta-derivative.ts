import { arrays, derived, forAll, lattice, type Predicate, softmax, softmaxAttention } from 'attention-assay'
import { allEqual, derivative, divergenceFromUniform, eye } from 'attention-assay/predicate'

/** -dH/dβ, from ln n - H, is β times the variance of the scores under the weights. */
const falls =
  (power = 1): Predicate<'s' | 'beta'> =>
  ({ s, beta }, { weights }, x) => {
    const scores = s.mul(beta)
    const p = weights({ q: scores, k: eye(s.shape[1], x) })
    const mean = p.mul(s).sum(-1, true)
    const variance = p.mul(s.sub(mean).square()).sum(-1)
    const factor = power === 1 ? beta : beta.mul(beta)
    return allEqual(
      derivative(divergenceFromUniform(p, scores), beta, x.constant(1, [1, 1])),
      factor.reshape([1]).mul(variance),
    )
  }

export default forAll({
  id: 'softmax-majorisation-in-beta-derivative',
  title: 'The entropy of softmax falls with β at the rate of β times the variance of the scores',
  statement: String.raw`p = \mathrm{softmax}(\beta s),\ \beta \in \mathbb{R}:\quad \frac{dH(p)}{d\beta} = -\beta\,\mathrm{Var}_p(s)`,
  source: derived('from H = ln Z - β E s'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 3, 4] },
    arrays: { s: [1, 'n'], beta: [1, 1] },
    from: { s: lattice(4), beta: lattice(3) },
  }),
  trivial: {
    name: 'all scores equal, or β = 0',
    region: ({ s, beta }) => s.max().equal(s.min()).or(beta.equal(0).all()),
  },
  check: falls(),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'β² for β', check: falls(2) },
    { name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }) },
  ],
})
