import { arrays, forAll, type Inputs, lattice, type Predicate, type Real } from 'attention-assay'
import { reconstructed } from 'attention-assay'
import { span, tuples } from 'attention-assay/predicate'

type Name = 'phi' | 'code'
/** s - m⌊s/m⌋ of integers from m·least to below m·most: each multiple of m that s reaches takes m away. */
const mod = (s: Real, m: number, least: number, most: number) =>
  span(least + 1, most)
    .map((t) =>
      s
        .sub(m * t - 1)
        .relu()
        .sub(s.sub(m * t).relu()),
    )
    .reduce((left, step) => left.sub(step.mul(m)), s.sub(m * least))
/** The value codes [contexts, n] of all contexts. */
const contexts = ({ phi, code }: Inputs<Name>) => {
  const [n, a] = [phi.shape[0], code.shape[0]]
  return code.gather(tuples(span(0, a), n).flat()).reshape([a ** n, n])
}
/** The state Σ v_j φ_j of each context. */
const sums = (of: Inputs<Name>) => contexts(of).matMul(of.phi)
/** By way of 16, which takes fewer steps: sums are of n products of at most 16. */
const state = (of: Inputs<Name>) => mod(mod(sums(of), 16, -of.phi.shape[0], of.phi.shape[0] + 1), 4, 0, 4)
/** Whether two rows [rows, width] are equal. */
const anyEqual = (rows: Real) => {
  const pairs = tuples(span(0, rows.shape[0]), 2).filter(([i, j]) => i < j)
  const [one, other] = [0, 1].map((side) => rows.gather(pairs.map((pair) => pair[side])))
  return one.sub(other).abs().sum(-1).equal(0).any()
}
/** Two contexts leave the same state, and so get the same answers; they differ in a value. */
const collide =
  (stateOf: (of: Inputs<Name>) => Real = state): Predicate<Name> =>
  (of) =>
    anyEqual(stateOf(of))

/** Two contexts of the same keys leave the same state wherever there are more contexts than states. */
export default forAll({
  id: 'finite-state-recall-bits',
  title:
    'A state of fewer than N log₂ A bits confuses two contexts of N keys and values from an alphabet of A',
  statement: String.raw`S_t = S_{t-1} + v_t\varphi_t \bmod 4\ (S \in \mathbb{Z}_4^m,\ b = 2m\ \text{bits}),\ 2^b < A^N:\quad \forall\varphi\ \exists v \ne v' \in \mathcal{A}^N:\ S_N(v) = S_N(v')`,
  source: reconstructed('2402.18668', 'Arora et al.: state and recall; pigeonhole'),
  inputs: arrays({
    dims: { n: [2, 3, 4], m: [1, 2], a: [2, 3] },
    arrays: { phi: ['n', 'm'], code: ['a'] },
    from: lattice(4),
    where: ({ n, m, a }) => 4 ** m < a ** n && a ** n <= 27,
  }),
  trivial: {
    name: 'two values have one code, or a key is not stored',
    region: ({ phi, code }) => anyEqual(code.reshape([-1, 1])).or(phi.abs().sum(-1).equal(0).any()),
  },
  check: collide(),
  cases: 3000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'the state is the list of values', check: collide(contexts) }],
  ablations: [
    {
      name: 'as many states as contexts',
      hypothesis: '2^b < A^N',
      inputs: arrays({ arrays: { phi: [2, 1], code: [2] }, from: lattice(4) }),
    },
    { name: 'integers of any size', hypothesis: 'b bits', check: collide(sums) },
  ],
})
