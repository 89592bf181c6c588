import { arrays, type Case, derived, forAll, lattice, ofScores, softmax } from 'attention-assay'
import { asScores } from 'attention-assay/predicate'
import fc from 'fast-check'

const dims = { n: [2, 3, 4] }
const vectors = arrays({ dims, arrays: { u: ['n', 1], v: [1, 'n'] }, from: lattice(8) })

/** S from two vectors of integers, entry by entry. */
const matrices = (
  distribution: string,
  entry: (u: Float32Array, v: Float32Array, i: number, j: number) => number,
) =>
  vectors.map(({ inputs: { u, v } }): Case<'s'> => {
    const n = u.data.length
    const data = new Float32Array(n * n)
    for (let at = 0; at < n * n; at++) data[at] = entry(u.data, v.data, Math.floor(at / n), at % n)
    return { inputs: { s: { shape: [n, n], data } }, distribution }
  })

/** Of rank up to 2, with rows that softmax cannot tell apart. */
const additive = matrices('u 1ᵀ + 1 vᵀ, integers', (u, v, i, j) => u[i] + v[j])
/** X Xᵀ for tokens (i, u_i), no two of which are equal. */
const ofDistinctTokens = matrices('X Xᵀ, distinct integer tokens', (u, _v, i, j) => i * j + u[i] * u[j])

/** Folklore, false: softmax never lowers the rank of the scores. */
export default forAll({
  id: 'softmax-never-lowers-rank',
  title: 'Softmax never lowers the rank of a square score matrix',
  statement: String.raw`\forall S \in \mathbb{R}^{n \times n}:\quad \mathrm{rank}\,\mathrm{softmax}(S) \ge \mathrm{rank}\,S`,
  source: derived('folklore; the refutation is derived in the note'),
  subject: softmax,
  needs: ['all-keys', 'no-positions'],
  inputs: fc.oneof(additive, arrays({ dims, arrays: { s: ['n', 'n'] }, from: lattice(3) })),
  check: ({ s }, attention, x) => s.rank().atMost(attention.weights(asScores(s, x)).rank()),
  cases: 3000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'exponentials without the division', subject: ofScores('exp(S)', (s) => s.exp()) }],
  restrictions: [
    {
      name: 'scores of distinct tokens with themselves',
      hypothesis: 'S = X Xᵀ, no two rows of X equal',
      inputs: ofDistinctTokens,
    },
  ],
  trivial: { name: 'rank S at most 1', region: ({ s }) => s.rank().atMost(1) },
})
