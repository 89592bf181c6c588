import { expectation, favor, linear, mechanism, published } from 'attention-assay'
import { directions, halfVariance, kernelEstimate } from 'attention-assay/papers/random-features'

/** e^((|q|² + |k|²)/2), which no estimate exceeds. */
const LARGEST = Math.exp(0.09)

export default expectation({
  id: 'favor-kernel-unbiased-trigonometric',
  title: 'Trigonometric random features estimate e^(q·k) without bias',
  statement: String.raw`w \sim N(0, I),\ q = (0.3, 0.2),\ k = (0.1, 0.2):\quad E\,e^{(|q|^2+|k|^2)/2}\cos(w\cdot(q-k)) = e^{q\cdot k}`,
  source: published('2009.14794', 'Choromanski et al.: FAVOR+'),
  subject: linear(favor({ features: 'trigonometric' }), { normalised: false }),
  inputs: directions(1, 2),
  measure: kernelEstimate([0.3, 0.2], [0.1, 0.2]),
  mean: {
    relation: 'equals',
    value: Math.exp(0.07),
    formula: String.raw`e^{q\cdot k}`,
    range: [-LARGEST, LARGEST],
  },
  cases: 20_000,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    {
      name: 'without the prefactor',
      subject: mechanism('cos(w·(q - k))', ({ q, k, w }) => q.sub(k).matMul(w!.transpose()).cos()),
    },
  ],
  ablations: [{ ...halfVariance(1, 2), cases: 20_000 }],
})
