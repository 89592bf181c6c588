import { allKeysEqual, derived, forAll, identity, lattice, linear, type Predicate } from 'attention-assay'
import { queriesAndKeys, relu, softmaxAttention, withNumbers } from 'attention-assay'
import { eye } from 'attention-assay/predicate'
import fc from 'fast-check'

/** The rank is n - below exactly when no token pays nothing to itself. */
const fullExactly =
  (below = 0): Predicate<'q' | 'k'> =>
  ({ q, k }, { weights }, x) => {
    const [A, n] = [weights({ q, k }), k.shape[0]]
    const own = A.mul(eye(n, x)).sum(1)
    return A.rank()
      .atLeast(n - below)
      .iff(own.equal(0).not().all())
  }

const drawn = queriesAndKeys({ queries: 3, tokens: 3, width: [1, 2], from: lattice(2) })
/** Queries and the first key are not negative, so that most rows of relu exist. */
const nonNegative = withNumbers(drawn, ({ q, k }) => ({
  q: q.data.map(Math.abs),
  k: k.data.map((u, at) => (at < k.shape[1] ? Math.abs(u) : u)),
}))

export default forAll({
  id: 'linear-causal-rank-le-m-iff',
  title: 'Causal attention has full rank exactly when every token pays something to itself',
  statement: String.raw`A = \text{causal } L_K(Q):\quad \operatorname{rank} A = n \iff \kappa(q_i, k_i) \ne 0\ \forall i`,
  source: derived('the determinant of a triangular matrix'),
  subject: [
    softmaxAttention({ mask: 'causal' }),
    linear(relu, { mask: 'causal' }),
    linear(identity, { mask: 'causal' }),
  ],
  needs: ['own-subject'],
  inputs: fc.oneof(drawn, { weight: 2, arbitrary: nonNegative }),
  trivial: allKeysEqual,
  check: fullExactly(),
  cases: 4000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 'rank n - 1', check: fullExactly(1) },
    { name: 'without the mask', subject: linear(identity) },
  ],
})
