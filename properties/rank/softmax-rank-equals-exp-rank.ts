import { arrays, derived, exponential, forAll, hedgehog, kernelOf, lattice, linear } from 'attention-assay'
import { ofScores, type Predicate, queriesAndKeys, type Real, softmax } from 'attention-assay'
import { equalRows, sameRank, scoresOf } from 'attention-assay/predicate'
import fc from 'fast-check'

/** Row sums made 1 by a sum, not by a division, as InLine does. */
const additive = (kernel: Real) => {
  const n = kernel.shape[1]
  return kernel.sub(kernel.sum(1, true).div(n)).add(1 / n)
}

/** The kernel before its rows are divided. */
const divided: Predicate<'q' | 'k'> = ({ q, k }, attention, x) => {
  const map = attention.linear?.map
  const before = map ? kernelOf(map, { q, k }, x) : scoresOf({ q, k }).exp()
  return sameRank(attention.weights({ q, k }).rank(), before.rank())
}

/** Rows of one factor, so that ranks below n are common. */
const repeated = arrays({
  dims: { n: [3], d: [1, 2] },
  arrays: { q: ['n', 'd'], k: ['n', 'd'] },
  from: lattice(1),
})

export default forAll({
  id: 'softmax-rank-equals-exp-rank',
  title: 'The division by row sums leaves the rank of the kernel as it is',
  statement: String.raw`\forall Q, K:\quad \operatorname{rank}\,\mathrm{softmax}(QK^\top) = \operatorname{rank}\,\exp(QK^\top),\qquad \operatorname{rank} L_K(Q) = \operatorname{rank}\,\Phi(Q)\Phi(K)^\top`,
  source: derived('from a positive diagonal factor'),
  subject: [softmax, linear(exponential), linear(hedgehog)],
  needs: ['unit-scale', 'all-keys', 'no-positions'],
  inputs: fc.oneof(repeated, queriesAndKeys({ queries: 3, tokens: 3, width: 1, from: lattice(3) })),
  trivial: { name: 'all keys equal, rank 1', region: ({ k }) => equalRows(k) },
  check: divided,
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: '1/n added and the mean subtracted',
      subject: ofScores('exp(S) - mean + 1/n', (s) => additive(s.exp())),
      cases: 8192,
    },
  ],
})
