import { derived, forAll, lattice, linear, type Predicate, queriesAndKeys, type Real } from 'attention-assay'
import { softmax, taylor } from 'attention-assay'
import fc from 'fast-check'

const rowByRow = (matrix: Real) =>
  Array.from({ length: matrix.shape[0] }, (_, i) => matrix.gather([i])).reduce((a, b) => a.concat(b))
const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k)

/** The rank of the kernel Σ s^r/r!, r ≤ p, of queries and keys is at most C(d + p, p) - below. */
const low =
  (below: number): Predicate<'q' | 'k'> =>
  ({ q, k }, attention) =>
    rowByRow(attention.weights({ q, k }))
      .rank()
      .atMost(binomial(k.shape[1] + 2, 2) - below)

const square = (n: number, width: number, from = lattice(3)) =>
  queriesAndKeys({ queries: n, tokens: n, width, from })

export default forAll({
  id: 'taylor-rank-binomial',
  title: 'Taylor attention of degree p has rank at most C(d+p, p)',
  statement: String.raw`p = 2:\quad \operatorname{rank} L_K(Q) \le \tbinom{d+p}{p}`,
  source: derived('the dimension of polynomials'),
  subject: linear(taylor(2)),
  needs: ['own-subject'],
  inputs: fc.oneof(
    { weight: 9, arbitrary: square(4, 1) },
    { weight: 1, arbitrary: square(7, 2, lattice(2)) },
  ),
  trivial: { name: 'all keys equal', region: ({ k }) => k.equal(k.gather([0])).all() },
  check: low(0),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax', subject: softmax }],
  mutants: [{ name: 'C(d+p, p) - 1', sharp: true, check: low(1) }],
})
