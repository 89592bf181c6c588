import { allKeysEqual, derived, forAll, lattice, linear, type Predicate } from 'attention-assay'
import { queriesAndKeys, type Real, softmax, taylor } from 'attention-assay'
import { rowsOf, stacked } from 'attention-assay/predicate'
import fc from 'fast-check'

const rowByRow = (matrix: Real) => stacked(rowsOf(matrix))

/** The rank is at most C(d + p, p) - below, the number of features; of a mechanism without a map, that for p = 2. */
const low =
  (below: number): Predicate<'q' | 'k'> =>
  ({ q, k }, attention) =>
    rowByRow(attention.weights({ q, k }))
      .rank()
      .atMost((attention.linear?.map ?? taylor(2)).dimension(k.shape[1]) - below)

const square = (n: number, width: number, from = lattice(3)) =>
  queriesAndKeys({ queries: n, tokens: n, width, from })

export default forAll({
  id: 'taylor-rank-binomial',
  title: 'Taylor attention of degree p has rank at most C(d+p, p)',
  statement: String.raw`p \in \{2, 3, 4\}:\quad \operatorname{rank} L_K(Q) \le \tbinom{d+p}{p}`,
  source: derived('the dimension of polynomials'),
  subject: [2, 3, 4].map((p) => linear(taylor(p))),
  needs: ['own-subject'],
  inputs: fc.oneof(
    { weight: 9, arbitrary: square(6, 1) },
    { weight: 1, arbitrary: square(7, 2, lattice(2)) },
  ),
  trivial: allKeysEqual,
  check: low(0),
  // Of degree 4 and width 2 they are by form alone.
  cases: 1600,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax', subject: softmax }],
  mutants: [{ name: 'C(d+p, p) - 1', sharp: true, check: low(1) }],
})
