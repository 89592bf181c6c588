import {
  arrays,
  type Case,
  derived,
  forAll,
  lattice,
  logits,
  mechanism,
  type Predicate,
  softmax,
} from 'attention-assay'
import { eye } from 'attention-assay/predicate'
import fc from 'fast-check'

const sizes = [2, 3, 4]

/** S = u 1ᵀ + 1 vᵀ with integers: a matrix of rank up to 2 whose rows softmax cannot tell apart. */
const additive = arrays({ dims: { n: sizes }, arrays: { u: ['n', 1], v: [1, 'n'] }, from: lattice(4) }).map(
  ({ inputs: { u, v } }): Case => {
    const n = u.data.length
    const data = Float32Array.from({ length: n * n }, (_, at) => u.data[Math.floor(at / n)] + v.data[at % n])
    return { inputs: { s: { shape: [n, n], data } }, distribution: 'u 1ᵀ + 1 vᵀ, integers' }
  },
)

/** S = q kᵀ with distinct entries in each: rank 1, the least there is. */
const outer = arrays({ dims: { n: sizes }, arrays: { u: ['n', 1], v: [1, 'n'] }, from: lattice(4) }).map(
  ({ inputs: { u, v } }): Case => {
    const n = u.data.length
    const distinct = (x: Float32Array) => x.map((value, i) => value + 9 * i + 5)
    const [q, k] = [distinct(u.data), distinct(v.data)]
    const data = Float32Array.from({ length: n * n }, (_, at) => q[Math.floor(at / n)] * k[at % n])
    return { inputs: { s: { shape: [n, n], data } }, distribution: 'q kᵀ, distinct integers' }
  },
)

const check: Predicate = ({ s }, attention, x) =>
  s.rank().atMost(attention.weights({ q: s, k: eye(s.shape[1], x) }).rank())

/** Folklore, false: softmax never lowers the rank of the scores. */
export default forAll({
  id: 'softmax-never-lowers-rank',
  title: 'Softmax never lowers the rank of the score matrix',
  statement: String.raw`\forall S \in \mathbb{R}^{n \times n}:\quad \mathrm{rank}\,\mathrm{softmax}(S) \ge \mathrm{rank}\,S`,
  source: derived('folklore; the refutation is derived in the note'),
  subject: softmax,
  inputs: fc.oneof(additive, logits({ rows: sizes, columns: sizes, from: lattice(3) })),
  check,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    {
      name: 'exponentials of what lies below the maximum',
      subject: mechanism('exp(s - max s)', ({ q, k }) => q.matMul(k.transpose()).belowMax(-1).exp()),
    },
  ],
  restrictions: [{ name: 'scores of width 1', hypothesis: 'S = q kᵀ with distinct entries', inputs: outer }],
})
