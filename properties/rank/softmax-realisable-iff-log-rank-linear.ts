import { arrays, derived, elu1, forAll, identity, lattice, linear, type Predicate } from 'attention-assay'
import type { Real } from 'attention-assay'
import { eliminated, lowRankIntegers } from 'attention-assay/papers/low-rank'
import { allEqual, and, or, rowsOf, shares } from 'attention-assay/predicate'
import fc from 'fast-check'

/** How many features, of an n×n matrix. */
const features = (s: Real) => s.shape[0] - 2
const givesBack: Predicate<'s'> = ({ s }, { weights }) => {
  const { q, k } = eliminated(shares(s), features(s))
  return allEqual(weights({ q, k }), shares(s))
}
/** Each row behind the first m is one of these. */
function repeats(s: Real) {
  const rows = rowsOf(s)
  const isOneOf = (row: Real) => or(...rows.slice(0, features(s)).map((first) => allEqual(row, first)))
  return and(...rows.slice(features(s)).map(isOneOf))
}
const lowBy =
  (fewer: number): Predicate<'s'> =>
  (of, to, x) =>
    givesBack(of, to, x).iff(
      shares(of.s)
        .rank()
        .atMost(features(of.s) - fewer),
    )

export default forAll({
  id: 'softmax-realisable-iff-log-rank-linear',
  title:
    'A matrix with rows that sum to 1 is linear attention with m real features exactly when its rank is m',
  statement: String.raw`P\mathbf{1} = \mathbf{1},\ m = n - 2,\ QK^\top \text{ the first } m \text{ steps of elimination of } P:\quad L_K(Q) = P \iff \operatorname{rank} P \le m`,
  source: derived('the linear analogue of the criterion for softmax'),
  subject: linear(identity),
  needs: ['own-subject'],
  inputs: fc.oneof(lowRankIntegers(4, 2, 3, 0), arrays({ arrays: { s: [4, 4] }, from: lattice(2) })),
  assuming: ({ s }) => {
    const sums = s.sum(1).equal(0).not().all()
    return sums.and(eliminated(s, features(s)).pivot.equal(0).not().all())
  },
  cover: [{ name: 'rank m', atLeast: 0.3, region: ({ s }) => s.rank().atMost(features(s)) }],
  trivial: { name: 'all other rows of S repeat one of the first m', region: ({ s }) => repeats(s) },
  check: lowBy(0),
  cases: 4000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'iff the rank is m - 1', check: lowBy(1) },
    { name: 'elu1', subject: linear(elu1) },
  ],
  ablations: [{ name: 'any rank', hypothesis: 'rank P ≤ m', check: givesBack }],
})
