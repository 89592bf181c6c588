import { allKeysEqual, derived, elu1, forAll, lattice, linear, type Predicate } from 'attention-assay'
import { queriesAndKeys, type Real, softmax } from 'attention-assay'
import fc from 'fast-check'

const logarithms = (p: Real) => p.log()
/** Each row less its first one: of the rank of log P (I - J), J = 11ᵀ/n. */
const centred = (p: Real) => p.log().sub(p.gather([0], 1).log())

/** What is made of the logarithms of the weights has rank at most d - below. */
const low =
  (of: (p: Real) => Real, below = 0): Predicate<'q' | 'k'> =>
  ({ q, k }, { weights }) =>
    of(weights({ q, k }))
      .rank()
      .atMost(k.shape[1] - below)

const square = (n: number, width: number, limit: number) =>
  queriesAndKeys({ queries: n, tokens: n, width, from: lattice(limit) })

export default forAll({
  id: 'softmax-realisable-iff-log-rank-necessary',
  title: 'The centred logarithms of softmax weights have at most the rank d of the width',
  statement: String.raw`P = \mathrm{softmax}(QK^\top),\ Q, K \in \mathbb{R}^{n\times d},\ J = \tfrac1n\mathbf{1}\mathbf{1}^\top:\quad \operatorname{rank}\bigl(\log P\,(I - J)\bigr) \le d`,
  source: derived('for a fixed input of full rank compare Bhojanapalli et al., arXiv 2002.07028, theorem 1'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: fc.oneof(square(3, 1, 4), square(4, 2, 1)),
  trivial: allKeysEqual,
  check: low(centred),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'logarithms not centred', check: low(logarithms) },
    { name: 'elu1', subject: linear(elu1) },
  ],
  mutants: [{ name: 'd - 1', sharp: true, check: low(centred, 1) }],
})
