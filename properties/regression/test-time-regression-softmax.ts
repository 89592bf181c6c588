import { allKeysEqual, arrays, forAll, lattice, mixture, type Predicate, type Real } from 'attention-assay'
import { reconstructed, signs, softmax, softmaxAttention } from 'attention-assay'
import { allEqual, shares } from 'attention-assay/predicate'

const squares = (rows: Real) => rows.square().sum(-1, true).transpose()
/** Weights equal those of the Gaussian kernel e^(-|q - k_j|²/2), Nadaraya's and Watson's. */
const sameAs: Predicate<'q' | 'k'> = ({ q, k }, { weights }) => {
  const kernel = squares(k.sub(q)).div(-2).exp()
  return allEqual(weights({ q, k }), shares(kernel))
}
const exactlyFor: Predicate<'q' | 'k'> = (of, to, x) => {
  const norms = squares(of.k)
  return sameAs(of, to, x).iff(allEqual(norms, norms.max()))
}

/** Softmax attention is kernel regression with a Gaussian kernel exactly where all keys have one norm. */
export default forAll({
  id: 'test-time-regression-softmax',
  title: 'Softmax attention is Gaussian kernel regression exactly where all keys have one norm',
  statement: String.raw`\mathrm{softmax}(Kq)_j = \frac{e^{-|q-k_j|^2/2}}{\sum_l e^{-|q-k_l|^2/2}}\ \forall j \iff |k_1| = \dots = |k_n|`,
  source: reconstructed('2501.12352', 'Wang, Shi, Fox: attention as regression; the equivalence is derived'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [2, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'] },
    from: { q: lattice(3), k: mixture([1, signs], [1, lattice(3)]) },
  }),
  check: exactlyFor,
  trivial: allKeysEqual,
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [{ name: 'the equality alone', hypothesis: '|k_j| equal', check: sameAs }],
})
