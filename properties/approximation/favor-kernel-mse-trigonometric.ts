import { expectation, favor, linear, published } from 'attention-assay'
import { directions, halfVariance, squaredError } from 'attention-assay/papers/random-features'

export default expectation({
  id: 'favor-kernel-mse-trigonometric',
  title: 'The mean squared error of m trigonometric random features, by its formula',
  statement: String.raw`w_i \sim N(0, I),\ q = e_1,\ k = e_2,\ m = 2:\quad E(\hat X - e^{q\cdot k})^2 = e^{|q+k|^2} e^{-2q\cdot k}\,\frac{(1-e^{-|q-k|^2})^2}{2m}`,
  source: published('2009.14794', 'Choromanski et al.: FAVOR+'),
  subject: linear(favor({ features: 'trigonometric' }), { normalised: false }),
  inputs: directions(2, 2),
  measure: squaredError([1, 0], [0, 1]),
  mean: {
    relation: 'equals',
    value: (Math.E ** 2 * (1 - Math.exp(-2)) ** 2) / 4,
    formula: String.raw`e^2(1-e^{-2})^2/4`,
    // No estimate is larger than e in size, and e^(q·k) is 1.
    range: [0, 13.826],
  },
  cases: 20_000,
  demand: 0.02,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [{ name: 'one direction', inputs: directions(1, 2) }],
  ablations: [{ ...halfVariance(2, 2), cases: 40_000 }],
})
