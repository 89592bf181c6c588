import {
  arrays,
  forAll,
  gaussian,
  type Predicate,
  reconstructed,
  softmax,
  softmaxAttention,
  uniform,
} from 'attention-assay'

/** The posterior of ε, p_l ∝ exp(-½ Σ_j (χ_j - √ν[j = l])²), by Bayes' formula. */
const isPosterior: Predicate = ({ chi, root }, attention, x) => {
  const n = chi.shape[0]
  const mean = x.constant(
    Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0)),
    [n, n],
  )
  const distance = chi.transpose().sub(mean.mul(root)).square().sum(1)
  const likelihood = distance.div(-2).reshape([1, n]).belowMax(1).exp()
  const posterior = likelihood.div(likelihood.sum(1, true))
  return attention
    .weights({ q: root.reshape([1, 1]), k: chi })
    .equal(posterior)
    .all()
}

/** Softmax's weights are the Bayes-optimal ones of single-location regression. */
export default forAll({
  id: 'slr-softmax-posterior',
  title: 'Softmax at inverse temperature √ν is the posterior of single-location regression',
  statement: String.raw`\operatorname{softmax}(\sqrt\nu\,\chi)_l = \frac{\exp(-\frac12\|\chi - \sqrt\nu\,e_l\|^2)}{\sum_j \exp(-\frac12\|\chi - \sqrt\nu\,e_j\|^2)}`,
  source: reconstructed(
    '2509.21936',
    'Duranthon, Marion, Boyer, Loureiro, Zdeborova: the model; Bayes optimality follows in the note',
  ),
  subject: softmax,
  inputs: arrays({
    dims: { tokens: [1, 2, 3, 5, 8] },
    arrays: { chi: ['tokens', 1], root: [1] },
    from: { chi: gaussian(3), root: uniform(0, 6) },
  }),
  check: isPosterior,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'inverse temperature 2√ν', subject: softmaxAttention({ scale: 2 }) }],
})
