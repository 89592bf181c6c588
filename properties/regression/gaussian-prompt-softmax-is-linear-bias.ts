import { arrays, derived, type Distribution, expectation, gaussian, type Measure } from 'attention-assay'
import { signs, softmax, softmaxAttention, uniform } from 'attention-assay'

const CUT = 7
const tokens = (from: Distribution) =>
  arrays({ arrays: { k: [4, 1], chance: [1] }, from: { k: from, chance: uniform(0, 1) } })

/**
 * o + c q|p|² of the query q, with values k, or those of the next token: the mean over K and -K, which has the same mean
 * and is not negative.
 */
const corrected =
  (query: number, c = 1, next = 0): Measure<'k' | 'chance'> =>
  ({ k }, { weights }, x) => {
    const n = k.shape[0]
    const v = k.gather(Array.from({ length: n }, (_, j) => (j + next) % n))
    const q = x.constant([query, -query], [2, 1])
    const p = weights({ q, k })
    const outputs = p
      .matMul(v)
      .mul(x.constant([0.5, -0.5], [2, 1]))
      .sum()
    return outputs.add(
      p
        .square()
        .sum()
        .mul((c * query) / 2),
    )
  }
const mean = (value: number) =>
  ({ relation: 'equals', value, formula: String(value), range: [0, CUT] }) as const

export default expectation({
  id: 'gaussian-prompt-softmax-is-linear-bias',
  title: 'Softmax on n Gaussian keys as values is Σq on average, but for the share E|p|²',
  statement: String.raw`k_j \sim N(0, \Sigma),\ V = K:\quad E\,o = (1 - E|p|^2)\,\Sigma q;\quad \text{here } n = 4,\ d = 1,\ \Sigma = q = 1:\ E(o + |p|^2) = 1`,
  source: derived("by Stein's identity; the limit: Boursier, Boyer, arXiv 2512.11784"),
  subject: softmax,
  needs: ['own-subject'],
  inputs: tokens(gaussian(1)),
  measure: corrected(1),
  mean: mean(1),
  demand: 0.02,
  cases: 60_000,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    { name: 'without the term |p|²', measure: corrected(1, 0), cases: 4096 },
    { name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }), cases: 4096 },
  ],
  ablations: [
    {
      name: 'signs, q = 3',
      hypothesis: 'Gaussian keys',
      inputs: tokens(signs),
      measure: corrected(3),
      mean: mean(3),
      cases: 4096,
    },
    { name: 'the values of the next token', hypothesis: 'V = K', measure: corrected(1, 1, 1) },
  ],
})
