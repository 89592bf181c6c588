import { arrays, type Case, derived, forAll, lattice, logits, mechanism, softmax } from 'attention-assay'
import { eye } from 'attention-assay/predicate'
import fc from 'fast-check'

const sizes = [2, 3, 4]
const vectors = arrays({ dims: { n: sizes }, arrays: { u: ['n', 1], v: [1, 'n'] }, from: lattice(4) })

/** S from vectors of integers, entry by entry. */
const matrices = (distribution: string, entry: (u: number, i: number, v: number, j: number) => number) =>
  vectors.map(({ inputs: { u, v } }): Case => {
    const n = u.data.length
    const data = new Float32Array(n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) data[i * n + j] = entry(u.data[i], i, v.data[j], j)
    return { inputs: { s: { shape: [n, n], data } }, distribution }
  })

/** Of rank up to 2, with rows that softmax cannot tell apart. */
const additive = matrices('u 1ᵀ + 1 vᵀ, integers', (u, _i, v) => u + v)
/** Of rank 1, the least there is. */
const outer = matrices('q kᵀ, distinct integers', (u, i, v, j) => (u + 9 * i + 5) * (v + 9 * j + 5))

/** Folklore, false: softmax never lowers the rank of the scores. */
export default forAll({
  id: 'softmax-never-lowers-rank',
  title: 'Softmax never lowers the rank of the score matrix',
  statement: String.raw`\forall S \in \mathbb{R}^{n \times n}:\quad \mathrm{rank}\,\mathrm{softmax}(S) \ge \mathrm{rank}\,S`,
  source: derived('folklore; the refutation is derived in the note'),
  subject: softmax,
  inputs: fc.oneof(additive, logits({ rows: sizes, columns: sizes, from: lattice(3) })),
  check: ({ s }, attention, x) => s.rank().atMost(attention.weights({ q: s, k: eye(s.shape[1], x) }).rank()),
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    {
      name: 'exponentials of what lies below the maximum',
      subject: mechanism('exp(s - max s)', ({ q, k }) => q.matMul(k.transpose()).belowMax(-1).exp()),
    },
  ],
  restrictions: [{ name: 'scores of width 1', hypothesis: 'S = q kᵀ with distinct entries', inputs: outer }],
})
