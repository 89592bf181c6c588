import { arrays, derived, elu1, forAll, lattice, linear, type Predicate, type Real } from 'attention-assay'
import { softmax } from 'attention-assay'
import { allEqual, eye, shares } from 'attention-assay/predicate'

/** Integers that are positive, and the same with rows that sum to 1. */
const positive = (w: Real) => w.square().add(1)
const stochastic = (w: Real) => shares(positive(w))

/** Of width n - 1, or of fewer: queries are logarithms of quotients by the last column, keys the units and 0. */
const realised =
  (of: (w: Real) => Real, fewer = 0): Predicate<'w'> =>
  ({ w }, { weights }, x) => {
    const [p, n] = [of(w), w.shape[1]]
    const kept = Array.from({ length: n - 1 - fewer }, (_, j) => j)
    const q = p.log().sub(p.gather([n - 1], 1).log())
    return allEqual(weights({ q: q.gather(kept, 1), k: eye(n, x).gather(kept, 1) }), p)
  }

export default forAll({
  id: 'softmax-realisable-iff-log-rank-all',
  title: 'Every positive stochastic matrix of n columns is softmax of width n - 1',
  statement: String.raw`P > 0,\ P\mathbf{1} = \mathbf{1}:\quad P = \mathrm{softmax}(QK^\top),\ q_i = \bigl(\ln\tfrac{P_{ij}}{P_{in}}\bigr)_{j<n},\ k_j = e_j\ (j < n),\ k_n = 0`,
  source: derived('the rank of the centred logarithms of n columns is at most n - 1'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: arrays({ dims: { n: [3, 4, 6] }, arrays: { w: ['n', 'n'] }, from: lattice(5) }),
  trivial: { name: 'P uniform', region: ({ w }) => allEqual(stochastic(w), stochastic(w).max()) },
  check: realised(stochastic),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'width n - 2, by the same formula', check: realised(stochastic, 1) },
    { name: 'elu1', subject: linear(elu1) },
  ],
  ablations: [{ name: 'rows of any sum', hypothesis: 'P1 = 1', check: realised(positive) }],
})
