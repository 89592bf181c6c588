import { arrays, derived, forAll, lattice, type Predicate, type Real, type Recorder } from 'attention-assay'
import { eye, span, tuples } from 'attention-assay/predicate'

/** Features [outcomes, n, m]: each row is any of these rows [many, m], independently of the others. */
const independent = (rows: Real, n: number) => {
  const [many, m] = rows.shape
  return rows.gather(tuples(span(0, many), n).flat()).reshape([many ** n, n, m])
}
/** ±e_1, …, ±e_m. */
const axes = (m: number, x: Recorder) => eye(m, x).concat(eye(m, x).neg())
/** The mean over all outcomes of Σ |o_i - v_i|² is (n - 1)/m Σ |v_i|². */
const loses =
  (features = axes, share = (n: number, m: number) => [n - 1, m] as const): Predicate<'u' | 'v'> =>
  ({ u, v }, _attention, x) => {
    const [n, m] = [v.shape[0], u.shape[1]]
    const phi = independent(features(m, x), n)
    const lost = phi.matMul(phi.transpose().matMul(v)).sub(v).square().sum()
    const outcomes = phi.shape[0]
    return lost.div(outcomes).equal(
      v
        .square()
        .sum()
        .mul(x.rational(...share(n, m))),
    )
  }

/** What random features lose of the values that are stored with them, on average, worked out from all outcomes. */
export default forAll({
  id: 'linear-capacity-m-mean',
  title: 'Linear attention with m random unit features loses (n - 1)/m of n values on average',
  statement: String.raw`\phi_1, \dots, \phi_n\ \text{independent and uniform on the unit sphere of}\ \mathbb{R}^m,\ o_i = \sum_j (\phi_i\cdot\phi_j)\,v_j:\quad E\sum_i |o_i - v_i|^2 = \frac{n-1}{m}\sum_i |v_i|^2`,
  source: derived('from the first two moments of a unit feature'),
  inputs: arrays({
    dims: { n: [1, 2, 3, 4], m: [1, 2, 3] },
    arrays: { u: [1, 'm'], v: ['n', 2] },
    from: lattice(4),
    where: ({ n, m }) => (2 * m) ** n <= 256,
  }),
  check: loses(),
  trivial: { name: 'all values are 0', region: ({ v }) => v.equal(0).all() },
  cases: 2300,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'n/m', check: loses(axes, (n, m) => [n, m]) }],
  ablations: [
    { name: 'without -e_1, …, -e_m', hypothesis: 'E φ = 0', check: loses((m, x) => eye(m, x)) },
    {
      name: 'of length 2, or 0 three times as often',
      hypothesis: '|φ_i| = 1',
      check: loses((m, x) =>
        axes(m, x)
          .mul(2)
          .concat(x.constant(0, [6 * m, m])),
      ),
      inputs: arrays({ arrays: { u: [1, 2], v: [2, 2] }, from: lattice(4) }),
    },
    {
      name: 'uniform on e_1 and its opposite',
      hypothesis: 'uniform on the sphere',
      check: loses((m, x) => axes(m, x).gather([0, m])),
    },
  ],
})
