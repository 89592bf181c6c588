import { bind, gaussian, linear, queryAndKeys, type Real, reconstructed, softmax } from 'attention-assay'
import { taylor } from 'attention-assay'
import { number, openHypothesis, share } from 'attention-assay/open'
import { totalVariation } from 'attention-assay/predicate'

const EPS = 0.1
const onSphere = (rows: Real, square: number) =>
  rows.div(rows.square().sum(-1, true).sqrt()).mul(Math.sqrt(square))

/** Taylor features of degree p are within EPS of softmax in a row of 8 keys, all of norm B at d = 2. */
const near = (square: number) => (degree: number) =>
  share({
    inputs: queryAndKeys({ tokens: 8, width: 2, from: gaussian(1) }),
    event({ q, k }, _attention, x) {
      const inputs = { q: onSphere(q, square), k: onSphere(k, square) }
      const [exact, finite] = [softmax, linear(taylor(degree))].map((one) => bind(one, x).weights(inputs))
      return totalVariation(exact, finite).less(EPS).all()
    },
    cost: 4,
  })

/** The lower limit (trace - nε)/n on m/n for random signs as tokens, of norm B. */
const needed = (n: number) => (ratio: number) =>
  number({
    of(_inputs, x, draws) {
      const tokens = x.constant(
        Array.from({ length: n * WIDTH }, () => draws.sign()),
        [n, WIDTH],
      )
      const scaled = tokens.mul(Math.sqrt((ratio * Math.log(n)) / WIDTH))
      const weights = bind(softmax, x)
        .weights({ q: scaled, k: scaled })
        .reshape([n * n])
      const own = weights.gather(Array.from({ length: n }, (_, i) => i * (n + 1)))
      return own.sum().div(n).sub(EPS).maximum(0)
    },
  })
const WIDTH = 32
const RATIOS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3]

export default openHypothesis({
  id: 'smallest-feature-count',
  number: 'O5',
  title: 'How many features approximate softmax for keys and queries of norm B',
  question:
    'Let m* be the least number of features with which rows are within ε of softmax in total variation for |q|, |k| ≤ B. Does log m* go from poly-logarithmic to linear in log n where B² passes log n?',
  known:
    'Non-negative features: the trace of the weights is at most m, so m ≥ Σ p_ii - nε for softmax weights p_ii of n tokens that are queries and keys. Taylor features of degree p need m = C(d + p, p).',
  against:
    'A lower limit on m/n that is far from 0 well below B² = ln n, or that stays near 0 well above it.',
  seen: 'The lower limit on m/n goes up around B² = ln n, more steeply for larger n. The degree that suffices for most rows grows with B².',
  source: reconstructed(
    '2302.13214',
    'Alman and Song: that the switch is at B² of order log n; the limit is derived',
  ),
  figures: [
    {
      name: 'needed',
      title: 'features that are needed, by the trace',
      measured: `(Σ p_ii)/n - ε, at least 0, of n random sign vectors of norm B at d = ${WIDTH}, ε = ${EPS}; one draw each.`,
      x: { label: 'B²/ln n', scale: 'linear' },
      y: { label: 'lower limit on m/n' },
      series: [16, 64, 256].map((n) => ({ name: `n = ${n}`, at: RATIOS, measure: needed(n) })),
    },
    {
      name: 'taylor',
      title: 'rows for which Taylor features of degree p suffice',
      measured: `Share of rows of 8 random keys with total variation below ε = ${EPS} from softmax; |q| = |k| = B, d = 2.`,
      x: { label: 'degree p', scale: 'linear' },
      y: { label: 'share of the rows' },
      series: [1, 2, 4, 8].map((square) => ({
        name: `B² = ${square}`,
        at: [0, 2, 4, 6, 8, 10, 12],
        measure: near(square),
      })),
    },
  ],
})
