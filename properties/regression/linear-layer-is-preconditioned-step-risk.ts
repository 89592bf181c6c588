import { arrays, derived, forAll, type Inputs, lattice, type Predicate } from 'attention-assay'
import { LIKE_NORMAL, mixed, outcomes, secondMoment } from 'attention-assay/papers/in-context-regression'
import { SIGN, trace } from 'attention-assay/papers/in-context-regression'
import { eye } from 'attention-assay/predicate'

/** The mean of (u·x_q - x_qᵀWΣ̂u)² over all outcomes of examples, query and task u, whose entries are times `spread`. */
const hasRisk =
  (
    draw = LIKE_NORMAL,
    spread = (d: number): number[] => Array<number>(d).fill(1),
    sign = 1,
  ): Predicate<'b' | 'w' | 'x'> =>
  ({ b, w, x: examples }: Inputs<'b' | 'w' | 'x'>, _attention, x) => {
    const [n, d] = examples.shape
    const { rows, chances } = outcomes(draw, [n, d], x)
    const signs = outcomes(SIGN, [1, d], x).rows.reshape([2 ** d, d])
    const query = signs.matMul(b.transpose())
    const task = signs.mul(x.constant(spread(d)))
    const left = eye(d, x).sub(w.matMul(secondMoment(rows.matMul(b.transpose()))))
    const losses = query.matMul(left).matMul(task.transpose()).square()
    const cov = b.matMul(b.transpose())
    const product = cov.matMul(w)
    const square = product
      .matMul(cov)
      .matMul(mixed(cov, n, sign, x))
      .matMul(w.transpose())
    return losses
      .mul(chances)
      .sum()
      .div(4 ** d)
      .equal(trace(square.sub(product.matMul(cov).mul(2)).add(cov), x))
  }

/** The population risk of a linear attention layer on Gaussian linear regression, worked out from all outcomes. */
export default forAll({
  id: 'linear-layer-is-preconditioned-step-risk',
  title: 'The risk of a linear attention layer on Gaussian linear regression is a quadratic form in W',
  statement: String.raw`x_i, x_q \sim N(0, \Lambda),\ u \sim N(0, I),\ h = \tfrac1N\sum_{i=1}^N (u\cdot x_i)\,x_i:\quad E\bigl(u\cdot x_q - x_q^\top Wh\bigr)^2 = \mathrm{tr}\,\Lambda - 2\,\mathrm{tr}(\Lambda W\Lambda) + \mathrm{tr}(\Lambda WMW^\top)`,
  source: derived('for the claim of Zhang, Frei, Bartlett, arXiv 2306.09927'),
  inputs: arrays({
    dims: { n: [1, 2, 3], d: [1, 2] },
    arrays: { b: ['d', 'd'], w: ['d', 'd'], x: ['n', 'd'] },
    from: lattice(2),
    where: ({ n, d }) => n * d <= 3,
  }),
  trivial: { name: 'W = 0', region: ({ w }) => w.equal(0).all() },
  check: hasRisk(),
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: '1 for 1 + 1/N', check: hasRisk(LIKE_NORMAL, undefined, 0) }],
  ablations: [
    { name: 'examples of signs', hypothesis: 'x is Gaussian', check: hasRisk(SIGN) },
    {
      name: 'a task with u_1 twice as large',
      hypothesis: 'u ~ N(0, I)',
      check: hasRisk(LIKE_NORMAL, (d) => Array.from({ length: d }, (_, i) => (i ? 1 : 2))),
    },
  ],
})
