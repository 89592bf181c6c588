import { arrays, derived, forAll, type Inputs, lattice, type Predicate } from 'attention-assay'
import { LIKE_NORMAL, mixed, outcomes, secondMoment } from 'attention-assay/papers/in-context-regression'
import { SIGN } from 'attention-assay/papers/in-context-regression'
import { allEqual } from 'attention-assay/predicate'

/** The mean of Σ̂² over all outcomes of the examples Bz is Λ((1 + sign/n) Λ + (tr Λ/n) I). */
const hasMoment =
  (draw = LIKE_NORMAL, sign = 1): Predicate<'b' | 'x'> =>
  ({ b, x: examples }: Inputs<'b' | 'x'>, _attention, x) => {
    const cov = b.matMul(b.transpose())
    const { rows, chances } = outcomes(draw, examples.shape, x)
    const found = secondMoment(rows.matMul(b.transpose()))
    const mean = found.matMul(found).mul(chances).sum(0)
    return allEqual(mean, cov.matMul(mixed(cov, examples.shape[0], sign, x)))
  }

/** The fourth moments that make one layer of linear attention a preconditioned step, worked out from all outcomes. */
export default forAll({
  id: 'linear-layer-is-preconditioned-step-moment',
  title: 'The mean square of the sample covariance of N Gaussian examples is (1 + 1/N) Λ² + (tr Λ/N) Λ',
  statement: String.raw`x_i \sim N(0, \Lambda)\ \text{independent},\ \hat\Sigma = \tfrac1N\sum_{i=1}^N x_i x_i^\top:\quad E\,\hat\Sigma^2 = (1 + \tfrac1N)\Lambda^2 + \tfrac{\mathrm{tr}\Lambda}{N}\Lambda`,
  source: derived('Wick, for the claim of Zhang, Frei, Bartlett, arXiv 2306.09927'),
  inputs: arrays({
    dims: { n: [1, 2, 3], d: [1, 2, 3] },
    arrays: { b: ['d', 'd'], x: ['n', 'd'] },
    from: lattice(3),
    where: ({ n, d }) => n * d <= 4,
  }),
  trivial: { name: 'Λ = 0', region: ({ b }) => b.equal(0).all() },
  check: hasMoment(),
  cases: 2400,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: '1 for 1 + 1/N', check: hasMoment(LIKE_NORMAL, 0) }],
  ablations: [{ name: 'signs', hypothesis: 'x is Gaussian', check: hasMoment(SIGN) }],
})
