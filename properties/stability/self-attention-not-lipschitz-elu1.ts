import { arrays, type Attention, derived, elu1, type Inputs, linear, mechanism } from 'attention-assay'
import { type Recorder, scaling, uniform } from 'attention-assay'
import { derivative, logLogSlope, scoresOf, stacked } from 'attention-assay/predicate'

const SIZES = [16, 32, 64, 128]

/** The derivative of the first entry of self-attention on X = ((1, 1), (t, -t), (-t, t)) by it, at t = c · size; of the first `d` columns. */
const slope =
  (d: 1 | 2) =>
  ({ c }: Inputs<'c'>, { output }: Attention, x: Recorder) => {
    const columns = (of: number[]) => x.constant(of, [3, 2]).gather(d === 1 ? [0] : [0, 1], 1)
    const entries = SIZES.map((size) => {
      const X = columns([1, 1, 0, 0, 0, 0]).add(columns([0, 0, 1, -1, -1, 1]).mul(c.mul(size)))
      const along = derivative(output({ q: X, k: X, v: X }), X, columns([1, 0, 0, 0, 0, 0]))
      return along.gather([0]).gather([0], 1).reshape([1]).abs()
    })
    return logLogSlope(stacked(entries), SIZES, x)
  }

export default scaling({
  id: 'self-attention-not-lipschitz-elu1',
  title:
    'Self-attention with elu + 1 is not Lipschitz from two coordinates on: its Jacobian grows as the tokens do',
  statement: String.raw`\varphi = \mathrm{elu}+1,\ f(X) = (L_X(x_i)^\top X)_i,\ X = ((1, 1), (t, -t), (-t, t)):\quad \partial f_{11}/\partial x_{11} = \Theta(t)`,
  source: derived('beside Kim, Papamakarios, Mnih, arXiv 2006.04710, for softmax'),
  subject: linear(elu1),
  needs: ['own-subject'],
  inputs: arrays({ arrays: { c: [1, 1] }, from: uniform(0.5, 2) }),
  trivial: { name: 't = 0', region: ({ c }) => c.equal(0).all() },
  measure: slope(2),
  exponent: { is: 1, spacing: 1 },
  cases: 1400,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'the mean of all tokens',
      subject: mechanism('1/n', ({ q, k }) => scoresOf({ q, k }).mul(0).add(1).div(k.shape[0])),
      cases: 50,
    },
  ],
  ablations: [{ name: 'one coordinate', hypothesis: 'd ≥ 2', measure: slope(1), cases: 200 }],
})
