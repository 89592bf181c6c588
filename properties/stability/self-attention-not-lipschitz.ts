import { arrays, type Attention, type Inputs, ofScores, reconstructed, type Recorder } from 'attention-assay'
import { scaling, softmax, uniform } from 'attention-assay'
import { derivative, logLogSlope, stacked } from 'attention-assay/predicate'

const SIZES = [16, 32, 64, 128]

/** The derivative of the first entry of self-attention on X = (0, t, -t) by the first entry, at t = c · size. */
const slope = ({ c }: Inputs<'c'>, { output }: Attention, x: Recorder) => {
  const entries = SIZES.map((size) => {
    const X = x.constant([0, 1, -1], [3, 1]).mul(c.mul(size))
    return derivative(output({ q: X, k: X, v: X }), X, x.constant([1, 0, 0], [3, 1]))
      .gather([0])
      .reshape([1])
  })
  return logLogSlope(stacked(entries), SIZES, x)
}

export default scaling({
  id: 'self-attention-not-lipschitz',
  title: 'Softmax self-attention is not Lipschitz: its Jacobian grows as the square of the tokens',
  statement: String.raw`X = (0, t, -t):\quad \frac{\partial(\mathrm{softmax}(XX^\top)X)_1}{\partial x_1} = \frac{1 + 2t^2}{3} = \Theta(t^2)`,
  source: reconstructed('2006.04710', 'Kim, Papamakarios, Mnih; the witness is derived'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({ arrays: { c: [1, 1] }, from: uniform(0.5, 2) }),
  trivial: { name: 'all tokens are 0', region: ({ c }) => c.equal(0).all() },
  measure: slope,
  exponent: { is: 2, spacing: 1 },
  cases: 1400,
  expect: { reals: 'holds' },
  controls: [
    { name: 'the mean of all tokens', subject: ofScores('1/n', (s) => s.mul(0).add(1 / 3)), cases: 50 },
  ],
})
