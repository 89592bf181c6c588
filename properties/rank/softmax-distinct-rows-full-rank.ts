import { folklore, forAll, lattice, ofScores, queriesAndKeys, softmax, withNumbers } from 'attention-assay'
import { distinctRows } from 'attention-assay/predicate'

const square = (n: number, width: number, limit: number) =>
  queriesAndKeys({ queries: n, tokens: n, width, from: lattice(limit) })

/** Queries on the first axis, keys on the second: all scores are 0. */
const orthogonal = withNumbers(square(3, 2, 8), ({ q, k }) => ({
  q: q.data.map((u, at) => (at % 2 ? 0 : u)),
  k: k.data.map((u, at) => (at % 2 ? u : 0)),
}))

/** Folklore, false: queries that differ and keys that differ give a softmax matrix of full rank. */
export default forAll({
  id: 'softmax-distinct-rows-full-rank',
  title: 'Pairwise distinct queries and keys give softmax weights of full rank',
  statement: String.raw`q_i \ne q_j,\ k_i \ne k_j\ (i \ne j):\quad \operatorname{rank}\,\mathrm{softmax}(QK^\top) = n`,
  source: folklore('refuted in the note; true for d = 1'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: orthogonal,
  assuming: ({ q, k }) => distinctRows(q).and(distinctRows(k)),
  trivial: { name: 'one token', region: ({ q }, _attention, x) => x.constant(q.shape[0]).less(2) },
  check: ({ q, k }, { weights }) => weights({ q, k }).rank().atLeast(k.shape[0]),
  cases: 1500,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'exponentials without the division', subject: ofScores('exp(S)', (s) => s.exp()) }],
  restrictions: [{ name: 'd = 1', hypothesis: 'd = 1', inputs: square(3, 1, 4) }],
})
