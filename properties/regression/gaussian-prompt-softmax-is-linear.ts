import { arrays, derived, elu1, expectation, gaussian, linear, type Measure, softmax } from 'attention-assay'
import { softmaxAttention, uniform } from 'attention-assay'

const TOKENS = 64

/** |o - Σq|² for keys k_j = B z_j, which are N(0, BBᵀ), q = (0.6, -0.3), Σ = [[1, ½], [½, 1]] and so Σq = (0.45, 0). */
const squaredError =
  (b: readonly number[], next = 0): Measure<'z' | 'chance'> =>
  ({ z }, attention, x) => {
    const n = z.shape[0]
    const k = z.matMul(x.constant(b, [2, 2]).transpose())
    const v = k.gather(Array.from({ length: n }, (_, j) => (j + next) % n))
    const output = attention.output({ q: x.constant([0.6, -0.3], [1, 2]), k, v })
    return output
      .sub(x.constant([0.45, 0], [1, 2]))
      .square()
      .sum()
  }
const FACTOR = [1, 0, 0.5, Math.sqrt(0.75)]
/** (tr Σ + |Σq|²) n e^(2σ²n/(n-1))/(n-1)², σ² = q·Σq = 0.27, rounded up; by simulation the mean is 0.0442. */
const mean = { relation: 'atMost', value: 0.0615, known: 0.0442, formula: '0.0615', range: [0, 1] } as const

export default expectation({
  id: 'gaussian-prompt-softmax-is-linear',
  title: 'Softmax on n Gaussian keys as values is Σq up to a squared error of order 1/n',
  statement: String.raw`k_j \sim N(0, \Sigma),\ V = K,\ \sigma^2 = q\cdot\Sigma q:\quad E|o - \Sigma q|^2 \le (\operatorname{tr}\Sigma + |\Sigma q|^2)\,\frac{n\,e^{2\sigma^2 n/(n-1)}}{(n-1)^2};\quad \text{here } n = 64,\ \Sigma = \begin{pmatrix}1 & \frac12\\ \frac12 & 1\end{pmatrix},\ q = (0.6, -0.3):\ E\min(|o - \Sigma q|^2, 1) \le 0.0615`,
  source: derived("the limit: Boursier, Boyer, arXiv 2512.11784; the bound for finite n by Stein's identity"),
  subject: softmax,
  needs: ['own-subject'],
  inputs: arrays({
    arrays: { z: [TOKENS, 2], chance: [1] },
    from: { z: gaussian(1), chance: uniform(0, 1) },
  }),
  measure: squaredError(FACTOR),
  mean,
  cases: 20_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }) },
    { name: 'elu1', subject: linear(elu1) },
  ],
  ablations: [
    {
      name: 'keys of covariance I',
      hypothesis: 'the covariance of keys is Σ',
      measure: squaredError([1, 0, 0, 1]),
    },
    { name: 'the values of the next token', hypothesis: 'V = K', measure: squaredError(FACTOR, 1) },
  ],
})
