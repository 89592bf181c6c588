import { bind, derived, elu1, gaussian, linear, queriesAndKeys, type Real } from 'attention-assay'
import { softmaxAttention } from 'attention-assay'
import { openHypothesis, share } from 'attention-assay/open'

/** Sum of the entropies of the rows. */
const entropy = (weights: Real) => weights.mul(weights.log()).sum().neg()

/** The mean entropy over 16 queries is lower for elu1, at entries of scale x/√d. */
const lower = (width: number) => (x: number) =>
  share({
    inputs: queriesAndKeys({ queries: 16, tokens: 400, width, from: gaussian(x / Math.sqrt(width)) }),
    event: ({ q, k }, _attention, recorder) =>
      entropy(bind(linear(elu1), recorder).weights({ q, k })).less(
        entropy(bind(softmaxAttention({ scale: 'inverse-sqrt-width' }), recorder).weights({ q, k })),
      ),
    cost: 50,
  })

/** @param crossing the stated one, where the share should be about a half */
const series = (width: number, crossing: number) => ({
  name: `d = ${width}`,
  at: [0.6, 0.7, 0.8, crossing, 1.05, 1.15, 1.3],
  measure: lower(width),
  stated: { [crossing]: '0.5' },
})

export default openHypothesis({
  id: 'entropy-phase-boundary',
  number: 'O2',
  title: 'Below which scale of the entries elu1 has less entropy than softmax',
  question:
    'With independent N(0, σ²) entries, below which σ*(d) does elu1 attention have lower mean entropy than softmax with 1/√d, with which corrections in n and d?',
  known:
    'To leading order the deficit of softmax is σ⁴/2 and that of elu1 σ²/(2d), so σ*(d) is of order 1/√d. Stated crossings at n = 400 are 0.448, 0.229, 0.119 at d = 4, 16, 64: 0.896, 0.916 and 0.952 times 1/√d.',
  against: 'A share that does not fall from 1 to 0 around a point near σ√d = 1.',
  seen: 'The share falls from near 1 to near 0 between σ√d = 0.7 and 1.3, more steeply for larger d. Where it is a half is where medians of 16 queries cross, which need not be where means do.',
  source: derived('the leading order; no error terms are proved'),
  figures: [
    {
      name: 'boundary',
      title: 'how often elu1 has less entropy than softmax',
      measured:
        'Share of draws of 16 queries and 400 keys in which the mean entropy of the rows is lower for elu1.',
      x: { label: 'σ√d', scale: 'linear' },
      y: { label: 'share of the draws' },
      series: [series(4, 0.896), series(16, 0.916), series(64, 0.952)],
    },
  ],
})
