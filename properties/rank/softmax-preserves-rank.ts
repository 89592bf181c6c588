import { arrays, type Case, folklore, forAll, identity, lattice, linear, ofScores } from 'attention-assay'
import { queriesAndKeys, softmax } from 'attention-assay'
import { range, sameRank, scoresOf } from 'attention-assay/predicate'

/** The same tokens as queries and as keys. */
const tied = arrays({
  dims: { tokens: [2, 3], width: [3, 4] },
  arrays: { tokens: ['tokens', 'width'] },
  from: lattice(2),
}).map(({ inputs: { tokens } }): Case<'q' | 'k'> => ({ inputs: { q: tokens, k: tokens } }))

/** Folklore, false: softmax leaves the rank of the scores as it is. */
export default forAll({
  id: 'softmax-preserves-rank',
  title: 'Softmax preserves the rank of the score matrix',
  statement: String.raw`\forall Q, K,\ QK^\top \ne 0:\quad \mathrm{rank}\,\mathrm{softmax}(QK^\top) = \mathrm{rank}(QK^\top)`,
  source: folklore('one of three readings of "softmax is rank-preserving"'),
  subject: softmax,
  needs: ['all-keys', 'no-positions'],
  inputs: queriesAndKeys({ queries: [2, 4], tokens: [2, 4], width: [1, 2], from: lattice(3) }),
  // Scores that are all zero have rank 0, and no softmax matrix has.
  assuming: ({ q, k }) => scoresOf({ q, k }).rank().atLeast(1),
  check: ({ q, k }, attention) => sameRank(scoresOf({ q, k }).rank(), attention.weights({ q, k }).rank()),
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'exponentials without the division', subject: ofScores('exp(QKᵀ)', (s) => s.exp()) }],
  restrictions: [
    {
      name: 'independent tokens with themselves',
      hypothesis: 'Q = K, of linearly independent rows',
      inputs: tied,
      assuming: ({ q }) => q.rank().atLeast(q.shape[0]),
    },
    {
      name: 'the linear normaliser, map id',
      hypothesis: 'scores, not their exponentials, are divided by their row sums',
      subject: linear(identity),
    },
  ],
  trivial: {
    name: 'all scores equal',
    region: ({ q, k }) =>
      range(scoresOf({ q, k }).reshape([-1]))
        .equal(0)
        .all(),
  },
})
