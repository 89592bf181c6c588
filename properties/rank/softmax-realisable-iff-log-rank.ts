import { arrays, derived, forAll, lattice, type Predicate, type Real, softmax } from 'attention-assay'
import { softmaxAttention } from 'attention-assay'
import { eliminated, lowRankIntegers } from 'attention-assay/papers/low-rank'
import { allEqual, shares } from 'attention-assay/predicate'
import fc from 'fast-check'

const any = (n: number) => arrays({ arrays: { s: [n, n] }, from: lattice(2) })

/** P with the logarithms S but for a constant of each row, and log P with the last entry of each row subtracted. */
function logarithms(s: Real) {
  const p = shares(s.exp())
  return { p, m: p.log().sub(p.gather([p.shape[1] - 1], 1).log()) }
}
const givesBack: Predicate<'s'> = ({ s }, { weights }) => {
  const { p, m } = logarithms(s)
  const { q, k } = eliminated(m, s.shape[0] - 2)
  return allEqual(weights({ q, k }), p)
}
const hasRankD = (m: Real) => m.rank().atMost(m.shape[0] - 2)
/** M again, from the S of which P was made: integers. */
const drawnLogarithms = (s: Real) => s.sub(s.gather([s.shape[1] - 1], 1))

export default forAll({
  id: 'softmax-realisable-iff-log-rank',
  title: 'A positive stochastic matrix is softmax of width d exactly when its centred logarithms have rank d',
  statement: String.raw`P > 0,\ P\mathbf{1} = \mathbf{1},\ d = n - 2,\ M = \log P\,(I - \mathbf{1}e_n^\top),\ QK^\top \text{ its first } d \text{ steps of elimination}:\quad \mathrm{softmax}(QK^\top) = P \iff \operatorname{rank} M \le d`,
  source: derived('for a fixed input of full rank compare Bhojanapalli et al., arXiv 2002.07028, theorem 1'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: fc.oneof(
    { weight: 3, arbitrary: lowRankIntegers(3, 1, 4) },
    { weight: 2, arbitrary: any(3) },
    { weight: 1, arbitrary: lowRankIntegers(4, 2, 2) },
  ),
  assuming: ({ s }) =>
    eliminated(drawnLogarithms(s), s.shape[0] - 2)
      .pivot.equal(0)
      .not()
      .all(),
  cover: [{ name: 'rank d', atLeast: 0.3, region: ({ s }) => hasRankD(drawnLogarithms(s)) }],
  trivial: {
    name: 'all rows of P equal',
    region: ({ s }) => allEqual(drawnLogarithms(s), drawnLogarithms(s).gather([0])),
  },
  check: (of, to, x) => givesBack(of, to, x).iff(hasRankD(logarithms(of.s).m)),
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }) },
    { name: 'iff the scores have rank d', check: (of, to, x) => givesBack(of, to, x).iff(hasRankD(of.s)) },
  ],
  ablations: [{ name: 'any rank', hypothesis: 'rank M ≤ d', check: givesBack }],
})
