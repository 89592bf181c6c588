import { always, arrays, bind, derived, gaussian, identity, inline, type Measure } from 'attention-assay'
import { mechanism, type Predicate, type Real, scaling, softmax } from 'attention-assay'
import { logLogSlope, scoresOf, stacked } from 'attention-assay/predicate'

/** Inverse temperatures, powers of two so that scaling by them is exact. */
const BETAS = [10, 11, 12, 13].map((power) => 2 ** -power)

const scores = (...tokens: number[]) =>
  arrays({ dims: { tokens }, arrays: { s: ['tokens', 1] }, from: { s: gaussian(1) } })

const mean = (of: Real) => of.sum().div(of.shape[0])

/** 4β max|δ|³ ≤ c for the largest β, c the coefficient of β²: the remainder is small beside it, see the note. */
const remainderIsSmall: Predicate<'s'> = ({ s }) => {
  const deviation = s.sub(mean(s))
  const [squares, largest] = [deviation.square(), deviation.abs().max()]
  const coefficient = mean(squares.sub(mean(squares)).abs()).div(2)
  const rest = largest.mul(squares.max()).mul(4 * BETAS[0])
  return rest.atMost(coefficient)
}
/** That of the error against β. */
const slope: Measure<'s'> = ({ s }, attention, x) => {
  const exact = bind(softmax, x)
  const errors = BETAS.map((beta) => {
    const query = x.constant([beta], [1, 1])
    const error = exact.weights({ q: query, k: s }).sub(attention.weights({ q: query, k: s }))
    return error.abs().sum(-1)
  })
  return logLogSlope(stacked(errors), BETAS, x)
}

/** |softmax(βs) - InLine(βs)|₁ shrinks like β². */
export default scaling({
  id: 'inline-is-first-order-softmax',
  title: 'InLine attention is the first-order expansion of softmax: the error is of second order',
  statement: String.raw`\left\|\mathrm{softmax}(\beta s) - \frac{\mathbf{1} + \beta(s - \bar s)}{n}\right\|_1 = \Theta(\beta^2)\quad(\beta \to 0,\ |s_j - \bar s|\text{ not all equal})`,
  source: derived('the scaling is that of the released InLine code, Han et al., arXiv 2412.06590'),
  subject: inline(identity),
  needs: ['no-other-mechanism'],
  inputs: scores(3, 8, 32),
  assuming: remainderIsSmall,
  measure: slope,
  trivial: { name: 'all scores equal, where both are uniform', region: ({ s }) => s.max().equal(s.min()) },
  // Both sides are analytic in β, so the order of their difference is an integer.
  exponent: { is: 2, spacing: 1 },
  cases: 4096,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'the mean not subtracted',
      subject: mechanism('(1 + s)/n', ({ q, k }) => scoresOf({ q, k }).add(1).div(k.shape[0])),
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
    {
      name: 'two keys',
      hypothesis: '|s_j - s̄| are not all equal',
      inputs: scores(2),
      assuming: always,
      cases: 512,
    },
  ],
})
