import { bind, derived, elu1, type FeatureMap, hedgehog, linear, relu } from 'attention-assay'
import { number, openHypothesis } from 'attention-assay/open'

/** The trace of the weights of n keys on a circle of radius √β, each its own query. */
const circle = (map: FeatureMap, n: number) => (beta: number) =>
  number({
    of(_inputs, x) {
      const angles = x.constant(
        Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n),
        [n, 1],
      )
      return trace(map, angles.cos().concat(angles.sin(), 1).mul(x.constant(beta).sqrt()), x)
    },
  })

/** Half of the keys are (1, 0), half are (0, 1). */
const blocks = (n: number) =>
  number({
    of: (_inputs, x) =>
      trace(
        relu,
        x.constant(Array.from({ length: n }, (_, i) => (i < n / 2 ? [1, 0] : [0, 1])).flat(), [n, 2]),
        x,
      ),
  })

type Recorder = Parameters<Parameters<typeof number>[0]['of']>[1]
function trace(map: FeatureMap, k: ReturnType<Recorder['constant']>, x: Recorder) {
  const n = k.shape[0]
  const weights = bind(linear(map), x).weights({ q: k, k })
  return weights
    .reshape([n * n])
    .gather(Array.from({ length: n }, (_, i) => i * (n + 1)))
    .sum()
}

/** ln(1000(n-1))/(1 - cos(2π/n)), where softmax is within 0.001 of the identity: there the trace was stated. */
const PERMUTING = { 3: 5.067, 8: 30.22, 32: 538.2, 128: 9756 }
const BETAS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 1024, 16384]
const onCircle = (n: number, at: number, stated: string) => ({
  name: `elu1, m = 2, n = ${n}`,
  at: [...BETAS, at].sort((a, b) => a - b).filter((beta, i, all) => beta !== all[i - 1]),
  measure: circle(elu1, n),
  stated: { [at]: stated },
})

export default openHypothesis({
  id: 'retrieval-mass',
  number: 'O4',
  title: 'How much of the retrieval mass m is reached by features of few-dimensional tokens',
  question:
    'The trace of n rows of weights from m non-negative features is at most m. What share of m is reached when the features are elu1, relu or hedgehog of projections of d-dimensional tokens?',
  known:
    'relu features reach m on block-structured data. Keys on a circle scaled by √β were stated to reach with elu1 (m = 2) only 1.42, 1.54, 1.61, 1.62 at n = 3, 8, 32, 128. That is so at the β from which softmax is within 0.001 of the identity.',
  against: 'An enclosure above m, or elu1 near m at large n.',
  seen: 'The stated numbers are found at those β, but they are not the most: the trace grows further with β, for n = 3 to nearly 2. At n = 32 and 128 it stays below 1.65 at all β that are measured. Only circles are looked at, no trained projection.',
  source: derived('the bound m; what is reached is open'),
  figures: [
    {
      name: 'circle',
      title: 'trace of the weights of keys on a circle',
      measured: 'Σ_i W_ii for n keys on a circle of radius √β, queries and keys alike.',
      x: { label: 'β', scale: 'log' },
      y: { label: 'trace', range: [0, 2] },
      series: [
        onCircle(3, PERMUTING[3], '1.42'),
        onCircle(8, PERMUTING[8], '1.54'),
        onCircle(32, PERMUTING[32], '1.61'),
        onCircle(128, PERMUTING[128], '1.62'),
      ],
    },
    {
      name: 'reference',
      title: 'trace for hedgehog on a circle, and for relu on blocks',
      measured: 'The same for hedgehog (m = 4) at β = 8, and for relu (m = 2) with keys (1, 0) and (0, 1).',
      x: { label: 'number n of keys', scale: 'log' },
      y: { label: 'trace', range: [0, 4] },
      series: [
        { name: 'hedgehog, m = 4', at: [4, 8, 32, 128], measure: (n) => circle(hedgehog, n)(8) },
        { name: 'relu on blocks, m = 2', at: [4, 8, 32, 128], measure: blocks },
      ],
    },
  ],
})
