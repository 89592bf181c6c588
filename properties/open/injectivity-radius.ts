import { arrays, derived, gaussian, softmax } from 'attention-assay'
import { openHypothesis, share, trials } from 'attention-assay/open'

const collide = (n: number, width: number) => (scale: number) =>
  share({
    subject: softmax,
    reading: 'float32',
    inputs: arrays({
      arrays: { q: [2, width], k: [n, width] },
      from: { q: gaussian(scale), k: gaussian(1) },
    }),
    event({ q, k }, attention) {
      const weights = attention.weights({ q, k })
      return weights
        .gather([0])
        .equal(weights.gather([1]))
        .all()
    },
  })

/** Both queries have their largest score at the same key, at any scale. */
const sameLargest = (n: number, width: number) =>
  trials((draws) => {
    const [q, k] = [new Float32Array(2 * width), new Float32Array(n * width)]
    draws.fillNormal(q, 0, q.length, 1)
    draws.fillNormal(k, 0, k.length, 1)
    const largest = [0, 1].map((row) => {
      const scores = Array.from({ length: n }, (_, j) =>
        Array.from({ length: width }, (_, a) => q[row * width + a] * k[j * width + a]).reduce(
          (s, x) => s + x,
        ),
      )
      return scores.indexOf(Math.max(...scores))
    })
    return largest[0] === largest[1]
  })

const SCALES = [10, 30, 40, 50, 60, 80, 160, 320, 1000]
const STATED = { 30: '0.003', 40: '0.006', 50: '0.013', 60: '0.013', 80: '0.039' }

export default openHypothesis({
  id: 'injectivity-radius',
  number: 'O6',
  title: 'How often two random queries have the same softmax weights in float32',
  question:
    'The probability that two N(0, σ²I) queries collide bitwise under softmax in float32 rises once gaps between logits reach about 100. How does it depend on n and d, and what does it tend to as σ → ∞?',
  known:
    'Two queries collide where both rows saturate to the same one-hot vector, so for fixed n the limit is expected to be the probability that both have the largest score at the same key, and not 1.',
  against: 'Shares above that of a common largest score, or that stop well below it.',
  seen: 'The share rises with σ towards that of a common largest score, later for more keys and earlier for larger d.',
  source: derived('the expected limit; no rate is proved'),
  figures: [
    {
      name: 'collisions',
      title: 'bitwise collisions of softmax in float32',
      measured:
        'Share of two normal queries of scale σ with bitwise the same weights on n normal keys of scale 1. At σ = 1000 also: with the largest score at the same key.',
      x: { label: 'scale σ of the queries', scale: 'log' },
      y: { label: 'share of the draws' },
      series: [
        { name: 'n = 4, d = 2', at: SCALES, measure: collide(4, 2), stated: STATED },
        { name: 'n = 16, d = 2', at: SCALES, measure: collide(16, 2) },
        { name: 'n = 4, d = 16', at: SCALES, measure: collide(4, 16) },
        { name: 'n = 4, d = 2: same largest score', at: [1000], measure: () => sameLargest(4, 2) },
        { name: 'n = 16, d = 2: same largest score', at: [1000], measure: () => sameLargest(16, 2) },
        { name: 'n = 4, d = 16: same largest score', at: [1000], measure: () => sameLargest(4, 16) },
      ],
    },
  ],
})
