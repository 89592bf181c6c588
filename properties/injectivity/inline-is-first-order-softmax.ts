import {
  arrays,
  bind,
  derived,
  gaussian,
  identity,
  inline,
  mechanism,
  scaling,
  softmax,
} from 'attention-assay'
import { logLogSlope } from 'attention-assay/predicate'

/** Inverse temperatures, powers of two so that scaling by them is exact. */
const BETAS = [4, 5, 6, 7].map((power) => 2 ** -power)

/** |softmax(βs) - InLine(βs)|₁ shrinks like β². */
export default scaling({
  id: 'inline-is-first-order-softmax',
  title: 'InLine attention is the first-order expansion of softmax: the error is of second order',
  statement: String.raw`\left\|\mathrm{softmax}(\beta s) - \frac{\mathbf{1} + \beta(s - \bar s)}{n}\right\|_1 = O(\beta^2)\quad(\beta \to 0,\ n \ge 3)`,
  source: derived('the scaling is that of the released InLine code, Han et al., arXiv 2412.06590'),
  subject: inline(identity),
  inputs: arrays({
    dims: { tokens: [3, 8, 32] },
    arrays: { s: ['tokens', 1] },
    from: { s: gaussian(1) },
  }),
  measure({ s }, attention, x) {
    const exact = bind(softmax, x)
    const errors = BETAS.map((beta) => {
      const query = x.constant([beta], [1, 1])
      return exact
        .weights({ q: query, k: s })
        .sub(attention.weights({ q: query, k: s }))
        .abs()
        .sum(-1)
    })
    return logLogSlope(
      errors.reduce((all, error) => all.concat(error, 0)),
      BETAS,
      x,
    )
  },
  // Both sides are analytic in β, so the order of their difference is an integer.
  exponent: { is: 2, spacing: 1 },
  cases: 4096,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'the mean not subtracted',
      subject: mechanism('(1 + s)/n', ({ q, k }) => q.matMul(k.transpose()).add(1).div(k.shape[0])),
      cases: 512,
    },
  ],
  ablations: [
    {
      name: "the paper's scaling",
      hypothesis: 'scores divided by n',
      subject: inline(identity, 'published'),
      cases: 512,
    },
  ],
})
