import { expectation, favor, linear, published } from 'attention-assay'
import { directions, halfVariance, squaredError } from 'attention-assay/papers/random-features'

/** By quadrature: the lognormal estimate has a second moment, but no largest value, so errors are cut off at 4. */
const mean = {
  relation: 'equals',
  value: 0.3646298472548716,
  formula: String.raw`\int \min\bigl((\hat X(g) - e^{q\cdot k})^2, 4\bigr)\,\varphi(g)\,dg`,
  range: [0, 4],
} as const

export default expectation({
  id: 'favor-kernel-mse-positive',
  title: 'The mean squared error of one positive random feature, cut off at 4, by its formula',
  statement: String.raw`w \sim N(0, I),\ q = (0.3, 0.2),\ k = (0.1, 0.2):\quad E \min\bigl((\hat X - e^{q\cdot k})^2, 4\bigr) = 0.36463\ldots,\text{ of } e^{|q+k|^2} e^{2q\cdot k}(1-e^{-|q+k|^2}) = 0.43380\ldots`,
  source: published('2009.14794', 'Choromanski et al.: FAVOR+'),
  subject: linear(favor({ features: 'positive' }), { normalised: false }),
  inputs: directions(1, 2),
  measure: squaredError([0.3, 0.2], [0.1, 0.2]),
  mean,
  cases: 20_000,
  demand: 0.02,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    {
      name: 'hyperbolic features',
      subject: linear(favor({ features: 'hyperbolic' }), { normalised: false }),
    },
  ],
  ablations: [{ ...halfVariance(1, 2), cases: 4096 }],
})
