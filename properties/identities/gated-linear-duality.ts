import { arrays, forAll, gatedLinear, identity, lattice, linear, type Predicate } from 'attention-assay'
import { type Real, reconstructed } from 'attention-assay'
import { allEqual, and, scoresOf, span } from 'attention-assay/predicate'

/** S_t = a_t S_(t-1) + k_tᵀv_t, read out by q_t, equals the sum over s ≤ t with gates from r = s + 1, or r = s, to t; so do the outputs. */
const dual =
  (first: 0 | 1): Predicate<'q' | 'k' | 'v' | 'a'> =>
  ({ q, k, v, a }, { output }) => {
    const row = (of: Real, t: number) => of.gather([t])
    const out = output({ q, k, v, gates: a })
    const scores = scoresOf({ q, k })
    let state = row(k, 0).transpose().matMul(row(v, 0))
    const same = span(0, k.shape[0]).map((t) => {
      if (t > 0) state = state.mul(row(a, t)).add(row(k, t).transpose().matMul(row(v, t)))
      const masked = span(0, t + 1).map((s) => {
        const gates = span(s + first, t + 1).map((r) => row(a, r))
        return gates.reduce((product, gate) => product.mul(gate), row(scores, t).gather([s], 1))
      })
      const sum = masked.map((weight, s) => weight.matMul(row(v, s))).reduce((one, other) => one.add(other))
      return row(q, t).matMul(state).equal(sum).and(row(out, t).equal(sum)).all()
    })
    return and(...same)
  }

/** Gated linear attention is a recurrence, and a masked attention matrix: what Mamba-2 calls duality. */
export default forAll({
  id: 'gated-linear-duality',
  title: 'Gated linear attention as a recurrence equals its masked form',
  statement: String.raw`S_t = a_t S_{t-1} + v_t k_t^\top:\quad S_t q_t = \sum_{s\le t}\Bigl(\prod_{r=s+1}^t a_r\Bigr)(q_t\cdot k_s)\,v_s,\quad\text{i.e. } (L\circ QK^\top)V`,
  source: reconstructed('2405.21060', 'Dao, Gu: duality of state space models and masked attention'),
  subject: gatedLinear,
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [1, 2] },
    arrays: { q: ['n', 'd'], k: ['n', 'd'], v: ['n', 1], a: ['n', 1] },
    from: lattice(3),
  }),
  check: dual(1),
  trivial: { name: 'all gates are 0 or 1', region: ({ a }) => allEqual(a.square(), a) },
  cases: 2048,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 'gates from r = s', check: dual(0) },
    { name: 'no gates', subject: linear(identity, { normalised: false, mask: 'causal' }) },
  ],
})
