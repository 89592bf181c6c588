import { arrays, forAll, lattice, type Predicate, reconstructed, signs } from 'attention-assay'
import { allEqual, and, span } from 'attention-assay/predicate'

/** The state after bits x = (1 - b)/2 is (-1)^m where m of them are 1; `eigenvalue` is the factor at x = 1. */
const counts =
  (eigenvalue: number): Predicate<'b'> =>
  ({ b }, _attention, x) => {
    const bits = b.neg().add(1).div(2)
    const factors = bits.mul(eigenvalue - 1).add(1)
    const state = span(0, b.shape[0]).reduce((s, t) => s.mul(factors.gather([t])), x.constant([1]))
    const [first, ...rest] = span(0, b.shape[0] + 1).map((m) =>
      bits
        .sum()
        .equal(m)
        .implies(allEqual(state, (-1) ** m)),
    )
    return and(first, ...rest)
  }

/** A linear recurrence with an eigenvalue of -1 tells the parity of any number of bits. */
export default forAll({
  id: 'parity-by-negative-eigenvalue',
  title: 'The state s → (1 - 2x) s holds the parity of the bits that it was fed',
  statement: String.raw`x_t \in \{0, 1\},\ s_t = (1 - 2x_t)\,s_{t-1},\ s_0 = 1:\quad s_n = (-1)^{x_1 + \dots + x_n}`,
  source: reconstructed('2411.12537', 'Grazzi et al.: eigenvalues in [-1, 1] solve parity'),
  inputs: arrays({ dims: { n: [1, 4, 16, 64] }, arrays: { b: ['n'] }, from: signs }),
  check: counts(-1),
  trivial: { name: 'no bit is 1', region: ({ b }) => b.equal(1).all() },
  cases: 2048,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'eigenvalue 1/2', check: counts(0.5) }],
  ablations: [
    {
      name: 'x = 2 and others',
      hypothesis: 'x_t is 0 or 1',
      inputs: arrays({ dims: { n: [1, 4] }, arrays: { b: ['n'] }, from: lattice(3) }),
    },
  ],
})
