import { arrays, type Case, cosformer, derived, elu1, exponential, favor, forAll } from 'attention-assay'
import { gaussian, hedgehog, identity, lattice, linear, type Measure, mixture } from 'attention-assay'
import { type Predicate, relu, softmaxAttention, taylor2, unitDirections } from 'attention-assay'
import { withPermutation } from 'attention-assay'
import { eye } from 'attention-assay/predicate'
import fc from 'fast-check'

type Name = 'q' | 'k' | 'permutation'
const mass: Measure<Name> = ({ q, k, permutation }, { weights }) => weights({ q, k }).mul(permutation).sum()
const dimension = ({ k }: Parameters<Measure<Name>>[0], { linear: of }: Parameters<Measure<Name>>[1]) =>
  of?.map.dimension(k.shape[1]) ?? k.shape[1]
const within =
  (rate: number): Predicate<Name> =>
  (of, attention, x) =>
    mass(of, attention, x).atMost(dimension(of, attention) * rate)

const drawn = arrays(
  withPermutation({
    dims: { tokens: [6, 9], d: [2, 3] },
    arrays: { q: ['tokens', 'd'], k: ['tokens', 'd'] },
    from: { q: mixture([1, gaussian(1)], [1, gaussian(6)]), k: mixture([1, gaussian(1)], [1, lattice(8)]) },
  }),
)
/** So that relu's features of a query are not all 0. */
const nonNegative = drawn.map(({ inputs: { q, ...rest } }): Case<Name> => ({
  inputs: { ...rest, q: { ...q, data: q.data.map(Math.abs) } },
}))
/** Equality, nearly: key j and query i have one large coordinate each, number j or σ(i) modulo d. */
const blocks = drawn.map(({ inputs: { q, k, permutation } }): Case<Name> => {
  const [n, d] = k.shape
  const large = (data: Float32Array, place: (row: number) => number) =>
    data.map((u, at) => {
      const more = Math.min(1, Math.abs(u))
      return at % d === place(Math.floor(at / d)) % d ? 4 + more : -6 - more
    })
  const image = (row: number) => permutation.data.subarray(row * n, (row + 1) * n).indexOf(1)
  const keys = { ...k, data: large(k.data, (row) => row) }
  return {
    inputs: { permutation, k: keys, q: { ...q, data: large(q.data, image) } },
    distribution: 'one large coordinate each',
  }
})

export default forAll({
  id: 'linear-permutation-mass-bound',
  title: 'Linear attention with non-negative weights pays at most m in all to one key for each query',
  statement: String.raw`A = L_K(Q) \in \mathbb{R}^{n\times n},\ A \ge 0,\ m \text{ features}:\quad \textstyle\sum_i A_{i\sigma(i)} \le m`,
  source: derived('the trace of a stochastic matrix of rank m'),
  subject: [
    relu,
    elu1,
    exponential,
    taylor2,
    hedgehog,
    cosformer(9),
    favor({ directions: unitDirections }),
  ].map((map) => linear(map)),
  needs: ['feature-map', 'all-keys', 'no-positions'],
  inputs: fc.oneof(drawn, { weight: 2, arbitrary: nonNegative }, blocks),
  trivial: {
    name: 'no more tokens than features',
    region: (of, attention, x) => x.constant(of.k.shape[0]).atMost(dimension(of, attention)),
  },
  check: within(1),
  tightness: (of, to, x) => mass(of, to, x).div(dimension(of, to)),
  cases: 1800,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'softmax on tokens with themselves, with d in place of m',
      subject: softmaxAttention({ scale: 9 }),
      check: ({ k }, { weights }, x) => weights({ q: k, k }).mul(eye(k.shape[0], x)).sum().atMost(k.shape[1]),
    },
  ],
  ablations: [
    { name: 'map id', hypothesis: 'A ≥ 0', subject: linear(identity) },
    { name: 'not divided', hypothesis: 'rows sum to 1', subject: linear(elu1, { normalised: false }) },
  ],
  mutants: [{ name: '0.98 m', sharp: true, check: within(0.98) }],
})
