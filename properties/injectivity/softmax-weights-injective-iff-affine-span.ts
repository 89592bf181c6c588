import {
  arrays,
  type Case,
  forAll,
  lattice,
  mechanism,
  type Predicate,
  type Real,
  reconstructed,
  softmax,
} from 'attention-assay'
import fc from 'fast-check'

const shape = { q: [1, 'width'], k: ['tokens', 'width'], u: [1, 'width'] } as const

/** Keys and directions as they come: K u is hardly ever constant. */
const generic = arrays({ dims: { tokens: [2, 4, 8], width: [1, 3] }, arrays: shape })

/** Integer keys whose coordinates all add up to the same number, and u a multiple of (1, …, 1): K u is constant. */
const hyperplane = arrays({
  dims: { tokens: [2, 4, 8], width: [2, 3] },
  arrays: shape,
  from: lattice(4),
}).map((item): Case => {
  const [n, d] = item.inputs.k.shape as [number, number]
  const k = item.inputs.k.data.slice()
  for (let row = 0; row < n; row++) {
    const others = k.subarray(row * d, (row + 1) * d - 1).reduce((a, b) => a + b, 0)
    k[(row + 1) * d - 1] = 1 - others
  }
  const u = item.inputs.u.data.slice().fill(item.inputs.u.data[0])
  const inputs = { ...item.inputs, k: { shape: [n, d], data: k }, u: { shape: [1, d], data: u } }
  return { inputs, distribution: 'keys in a hyperplane' }
})

const constantAlongRow = (row: Real) => row.equal(row.gather([0], 1)).all()
const withOnes = (k: Real) => k.concat(k.gather([0], 1).mul(0).add(1), 1)
const nonzero = (u: Real) => u.equal(0).all().not()

/** The weights agree at q and q + u exactly when K u is constant, and affinely spanning keys rule that out. */
const check: Predicate = ({ q, k, u }, attention) => {
  const scores = u.matMul(k.transpose())
  const same = attention
    .weights({ q, k })
    .equal(attention.weights({ q: q.add(u), k }))
    .all()
  const spanning = withOnes(k)
    .rank()
    .atLeast(k.shape[1] + 1)
  return same
    .iff(constantAlongRow(scores))
    .and(spanning.and(nonzero(u)).implies(constantAlongRow(scores).not()))
}

/** The same with rank K = d in place of rank [K, 1] = d + 1. */
const spanningThroughZero: Predicate = ({ k, u }) =>
  k
    .rank()
    .atLeast(k.shape[1])
    .and(nonzero(u))
    .implies(constantAlongRow(u.matMul(k.transpose())).not())

export default forAll({
  id: 'softmax-weights-injective-iff-affine-span',
  title: 'Softmax weights determine the query exactly when the keys span affinely',
  statement: String.raw`S_K(q) = S_K(q+u) \iff Ku \in \mathbb{R}\mathbf{1};\quad q \mapsto S_K(q)\ \text{injective} \iff \mathrm{rank}[K, \mathbf{1}] = d+1`,
  source: reconstructed('2412.06590', 'sufficiency: Han et al.; the equivalence is derived in the note'),
  subject: softmax,
  inputs: fc.oneof(generic, hyperplane),
  assuming: ({ u }) => nonzero(u),
  check,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'exponentials without the division',
      subject: mechanism('exp(Kq)', ({ q, k }) => q.matMul(k.transpose()).exp()),
      inputs: hyperplane,
    },
  ],
  ablations: [
    { name: 'rank K = d', hypothesis: 'rank [K, 1] = d + 1', inputs: hyperplane, check: spanningThroughZero },
  ],
})
