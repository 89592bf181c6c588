import { expectation, favor, linear, mechanism, published } from 'attention-assay'
import { directions, halfVariance, kernelEstimate } from 'attention-assay/papers/random-features'

/** a cosh(σg) cut off at 4, with a = e^(-(|q|² + |k|²)/2), σ = |q + k| and c = arcosh(4/a)/σ. */
const mean = {
  relation: 'equals',
  value: 1.07242620405852197,
  formula: String.raw`\tfrac{a e^{\sigma^2/2}}{2}\bigl(\Phi(c-\sigma)-\Phi(-c-\sigma)+\Phi(c+\sigma)-\Phi(-c+\sigma)\bigr)+8\,\Phi(-c)`,
  range: [0, 4],
} as const

export default expectation({
  id: 'favor-kernel-unbiased-hyperbolic',
  title: 'Hyperbolic random features estimate e^(q·k) without bias',
  statement: String.raw`w \sim N(0, I),\ q = (0.3, 0.2),\ k = (0.1, 0.2):\quad E \min\bigl(e^{-(|q|^2+|k|^2)/2}\cosh(w\cdot(q+k)),\,4\bigr) = e^{q\cdot k} - E(\hat X - 4)^+ = 1.07242\ldots`,
  source: published('2009.14794', 'Choromanski et al.: FAVOR+'),
  subject: linear(favor({ features: 'hyperbolic' }), { normalised: false }),
  inputs: directions(1, 2),
  measure: kernelEstimate([0.3, 0.2], [0.1, 0.2]),
  mean,
  demand: 0.02,
  cases: 40_000,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    {
      name: 'without the prefactor',
      subject: mechanism('cosh(w·(q + k))', ({ q, k, w }) => {
        const s = q.add(k).matMul(w!.transpose())
        return s.exp().add(s.neg().exp()).div(2)
      }),
      cases: 40_000,
    },
  ],
  ablations: [{ ...halfVariance(1, 2), cases: 40_000 }],
})
