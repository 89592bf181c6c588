import { arrays, expectation, favor, folklore, gaussian, linear, type Mean } from 'attention-assay'
import { type Measure, uniform } from 'attention-assay'

/** The weight of the second of the keys 0 and 1, by one random feature. */
const weight =
  (query: number): Measure<'w'> =>
  ({ w }, attention, x) =>
    attention
      .weights({ q: x.constant([query], [1, 1]), k: x.constant([0, 1], [2, 1]), w })
      .gather([1], 1)
      .sum()

const softmax = (query: number): Mean => ({
  relation: 'equals',
  value: 1 / (1 + Math.exp(-query)),
  formula: String.raw`\frac1{1+e^{${-query}}}`,
  range: [0, 1],
})

/** With one feature e^(w·q) cancels, so that the mean does not depend on q: the mean of 1/(1 + e^(1/2 - w)), 0.39797. */
export default expectation({
  id: 'favor-attention-unbiased',
  title: 'Attention by positive random features is softmax attention on average',
  statement: String.raw`w \sim N(0, I):\quad E\,\hat A = \operatorname{softmax}(QK^\top),\ \text{here } q = 5,\ K = (0, 1),\ m = 1`,
  source: folklore('the kernel is unbiased; of a quotient of estimates the mean is another one'),
  subject: linear(favor()),
  needs: ['unit-scale'],
  inputs: arrays({ arrays: { w: [1, 1], chance: [1] }, from: { w: gaussian(1), chance: uniform(0, 1) } }),
  measure: weight(5),
  mean: softmax(5),
  cases: 2000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'q = -5', measure: weight(-5), mean: softmax(-5) }],
  restrictions: [
    {
      name: 'q = -0.413919',
      hypothesis: 'q is where softmax has the mean 0.39797 of all queries',
      measure: weight(-0.413919),
      mean: softmax(-0.413919),
    },
  ],
})
