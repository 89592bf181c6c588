import { arrays, forAll, gaussian, reconstructed, softmax, softmaxAttention, uniform } from 'attention-assay'
import { allEqual, eye, shares } from 'attention-assay/predicate'

/** Softmax's weights are the posterior of ε, p_l ∝ exp(-½ Σ_j (χ_j - √ν[j = l])²), by Bayes' formula. */
export default forAll({
  id: 'slr-softmax-posterior',
  title: 'Softmax at inverse temperature √ν is the posterior of single-location regression',
  statement: String.raw`L \ge 2,\ \nu > 0:\quad \operatorname{softmax}(\sqrt\nu\,\chi)_l = \frac{\exp(-\frac12\|\chi - \sqrt\nu\,e_l\|^2)}{\sum_j \exp(-\frac12\|\chi - \sqrt\nu\,e_j\|^2)}`,
  source: reconstructed(
    '2509.21936',
    'Duranthon, Marion, Boyer, Loureiro, Zdeborova: the model; Bayes optimality follows in the note',
  ),
  subject: softmax,
  needs: ['unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5, 8] },
    arrays: { chi: ['tokens', 1], root: [1] },
    from: { chi: gaussian(3), root: uniform(0.125, 6) },
  }),
  assuming: ({ root }, _attention, x) => x.constant(0).less(root).all(),
  check({ chi, root }, attention, x) {
    const n = chi.shape[0]
    const units = eye(n, x)
    const distance = chi.transpose().sub(units.mul(root)).square().sum(1)
    const posterior = shares(distance.div(-2).reshape([1, n]).belowMax(1).exp())
    const weights = attention.weights({ q: root.reshape([1, 1]), k: chi })
    return allEqual(weights, posterior)
  },
  // Exact arithmetic, which decides the equality, can take all of them.
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  trivial: { name: 'equal tokens, where both are uniform', region: ({ chi }) => chi.max().equal(chi.min()) },
  controls: [{ name: 'inverse temperature 2√ν', subject: softmaxAttention({ scale: 2 }) }],
})
