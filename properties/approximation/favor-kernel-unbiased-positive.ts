import { expectation, favor, linear, mechanism, published } from 'attention-assay'
import { directions, halfVariance, kernelEstimate } from 'attention-assay/papers/random-features'

/** The mean of a lognormal number cut off at 4, with μ = -(|q|² + |k|²)/2 = -0.09 and σ² = |q + k|² = 0.32. */
const mean = {
  relation: 'equals',
  value: 1.0686717770857771,
  formula: String.raw`e^{\mu+\sigma^2/2}\,\Phi\bigl(\tfrac{\ln 4-\mu-\sigma^2}{\sigma}\bigr)+4\,\Phi\bigl(\tfrac{\mu-\ln 4}{\sigma}\bigr)`,
  range: [0, 4],
} as const
const estimate = kernelEstimate([0.3, 0.2], [0.1, 0.2])

export default expectation({
  id: 'favor-kernel-unbiased-positive',
  title: 'Positive random features estimate e^(q·k) without bias',
  statement: String.raw`w \sim N(0, I),\ q = (0.3, 0.2),\ k = (0.1, 0.2):\quad E \min\bigl(e^{w\cdot(q+k) - (|q|^2+|k|^2)/2},\,4\bigr) = e^{q\cdot k} - E(\hat X - 4)^+ = 1.06867\ldots`,
  source: published('2009.14794', 'Choromanski et al.: FAVOR+'),
  subject: linear(favor({ features: 'positive' }), { normalised: false }),
  inputs: directions(1, 2),
  measure: estimate,
  mean,
  demand: 0.02,
  cases: 40_000,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    {
      name: 'without the prefactor',
      subject: mechanism('e^(w·(q + k))', ({ q, k, w }) => q.add(k).matMul(w!.transpose()).exp()),
      cases: 40_000,
    },
  ],
  ablations: [{ ...halfVariance(1, 2), cases: 40_000 }],
})
