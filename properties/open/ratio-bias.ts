import { arrays, derived, gaussian, type Real, uniform } from 'attention-assay'
import { openHypothesis, share } from 'attention-assay/open'

/** Softmax's weight of k_1 for q = k_1 = r e_1 and k_2 = r e_2. */
const exact = (r: number) => 1 / (1 + Math.exp(-r * r))

/**
 * An event whose probability is the mean of favor+'s weight of k_1 over its m directions: that a uniform number, drawn apart,
 * is below it.
 */
const belowWeight = (r: number) => (m: number) =>
  share({
    inputs: arrays({ arrays: { w: [m, 4], u: [1] }, from: { w: gaussian(1), u: uniform(0, 1) } }),
    event({ w, u }) {
      // The features e^(w·x - |x|²/2) over √m; what all weights share cancels, and |k_1| = |k_2|.
      const along = (axis: number) => w.gather([axis], 1).mul(r)
      const kernel = (key: Real) => along(0).add(key).exp().sum()
      const [own, other] = [kernel(along(0)), kernel(along(1))]
      return own.add(other).mul(u).less(own).all()
    },
    cost: Math.max(1, m / 256),
  })

const series = (r: number) => ({
  name: `|q + k| = ${2 * r}`,
  at: [1, 4, 16, 64, 256, 1024],
  measure: belowWeight(r),
  from0to1: [exact(r), exact(r) - 1] as const,
})

export default openHypothesis({
  id: 'ratio-bias',
  number: 'O7',
  title: 'How the bias of normalised favor+ falls with the number m of directions',
  question:
    'The bias of normalised favor+ falls like 1/m only for m much larger than exp(|q + k|²). Is there a regime m^(-c) before, with c depending on the norms?',
  known: 'For Gaussian q and k at d = 4 a c of about 0.3 was seen in earlier notes; here q and k are fixed.',
  against: 'A bias that falls like 1/m at all m for large |q + k|, or not at all.',
  seen: 'For small |q + k| the bias falls to within the bands soon; for larger ones it falls more slowly than 1/m over all m that are measured.',
  source: derived('the exponent 1 for large m; the regime before is open'),
  figures: [
    {
      name: 'bias',
      title: 'how far favor+ stays below softmax on average',
      measured:
        "Softmax's weight of k_1 less the mean of favor+'s; q = k_1 = r e_1, k_2 = r e_2, |q + k_1| = 2r, d = 4.",
      x: { label: 'directions m', scale: 'log' },
      y: { label: 'bias', range: [-0.05, 0.5] },
      series: [1, 1.5, 2, 2.5].map(series),
    },
  ],
})
