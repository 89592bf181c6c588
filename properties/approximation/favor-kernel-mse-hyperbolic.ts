import { expectation, favor, linear, published } from 'attention-assay'
import { directions, halfVariance, squaredError } from 'attention-assay/papers/random-features'

/** By quadrature: the lognormal estimate has a second moment, but no largest value, so errors are cut off at 4. */
const mean = {
  relation: 'equals',
  value: 0.05713068421483761,
  formula: String.raw`\int \min\bigl((\hat X(g) - e^{q\cdot k})^2, 4\bigr)\,\varphi(g)\,dg`,
  range: [0, 4],
} as const

export default expectation({
  id: 'favor-kernel-mse-hyperbolic',
  title: 'The mean squared error of one hyperbolic random feature, cut off at 4, by its formula',
  statement: String.raw`w \sim N(0, I),\ q = (0.3, 0.2),\ k = (0.1, 0.2):\quad E \min\bigl((\hat X - e^{q\cdot k})^2, 4\bigr) = 0.05713\ldots,\text{ of } \tfrac12(1-e^{-|q+k|^2})\,\mathrm{MSE}_+ = 0.05939\ldots`,
  source: published('2009.14794', 'Choromanski et al.: FAVOR+'),
  subject: linear(favor({ features: 'hyperbolic' }), { normalised: false }),
  inputs: directions(1, 2),
  measure: squaredError([0.3, 0.2], [0.1, 0.2]),
  mean,
  cases: 20_000,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    { name: 'positive features', subject: linear(favor({ features: 'positive' }), { normalised: false }) },
  ],
  ablations: [{ ...halfVariance(1, 2), cases: 20_000 }],
})
