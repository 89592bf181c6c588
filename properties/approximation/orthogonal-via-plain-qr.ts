import { expectation, favor, folklore, linear, orthogonalDirections } from 'attention-assay'
import { directions, halfCut, lengthsFixed, MEAN_OF_HALF_CUT } from 'attention-assay/papers/random-features'

/** Householder's reflections make the first coordinate of the first column negative, in each draw. */
export default expectation({
  id: 'orthogonal-via-plain-qr',
  title: 'Q of a QR decomposition of normal numbers gives unbiased positive features',
  statement: String.raw`G \in \mathbb R^{4\times4} \text{ normal},\ G = QR,\ w_i = \chi_i Q e_i,\ q = k = \tfrac12 e_1:\quad E\,\tfrac14\sum_i \min\bigl(e^{w_i\cdot(q+k) - (|q|^2+|k|^2)/2},\,4\bigr) = 1.15079\ldots`,
  source: folklore('public implementations leave the signs of the diagonal of R as they are'),
  subject: linear(favor(), { normalised: false }),
  inputs: directions(4, 4, orthogonalDirections({ signs: 'as decomposed' })),
  measure: halfCut,
  mean: MEAN_OF_HALF_CUT,
  cases: 20_000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'lengths √d, with signs', ...lengthsFixed }],
  restrictions: [
    {
      name: 'signs of the diagonal of R',
      hypothesis: 'each column has the sign of its entry in the diagonal of R',
      inputs: directions(4, 4, orthogonalDirections()),
    },
    {
      name: 'hyperbolic features',
      hypothesis: 'features are even, and see no sign',
      subject: linear(favor({ features: 'hyperbolic' }), { normalised: false }),
      mean: { relation: 'equals', value: 1.24486054348802485, formula: '1.24486', range: [0, 4] },
    },
  ],
})
