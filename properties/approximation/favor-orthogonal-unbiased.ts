import { expectation, favor, linear, orthogonalDirections, published } from 'attention-assay'
import { directions, halfCut, lengthsFixed, MEAN_OF_HALF_CUT } from 'attention-assay/papers/random-features'

export default expectation({
  id: 'favor-orthogonal-unbiased',
  title: 'Positive features of orthogonal directions estimate e^(q·k) without bias',
  statement: String.raw`w_1,\dots,w_4 \text{ orthogonal, Haar, with lengths } \chi_4,\ q = k = \tfrac12 e_1:\quad E\,\tfrac14\sum_i \min\bigl(e^{w_i\cdot(q+k) - (|q|^2+|k|^2)/2},\,4\bigr) = 1.15079\ldots`,
  source: published('2009.14794', 'Choromanski et al.: Theorem 2, unbiasedness'),
  subject: linear(favor(), { normalised: false }),
  inputs: directions(4, 4, orthogonalDirections()),
  measure: halfCut,
  mean: MEAN_OF_HALF_CUT,
  cases: 40_000,
  demand: 0.02,
  expect: { reals: 'consistent', float32: 'consistent' },
  controls: [
    {
      name: 'signs as decomposed',
      inputs: directions(4, 4, orthogonalDirections({ signs: 'as decomposed' })),
      cases: 20_000,
    },
  ],
  ablations: [{ name: 'lengths √d', hypothesis: 'lengths are those of normal vectors', ...lengthsFixed }],
})
