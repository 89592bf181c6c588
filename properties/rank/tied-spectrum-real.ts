import { always, derived, elu1, forAll, identity, lattice, linear, type Measure } from 'attention-assay'
import { type Predicate, queriesAndKeys, type Real, type Recorder, softmax, taylor2 } from 'attention-assay'
import { withNumbers } from 'attention-assay'
import { allEqual, distinctRows, equalRows, eye, positiveDefinite } from 'attention-assay/predicate'
import { positiveSemidefinite, span } from 'attention-assay/predicate'
import fc from 'fast-check'

type Name = 'q' | 'k'
/**
 * A_ij = (W_ij/W_i1)(W_1i/W_11), d = A1, D = diag(d), so that W = D⁻¹A where W1 = 1. A is symmetric, and positive definite, or
 * semidefinite of rank m; cD - A is definite on the y with d·y = 0, which are all Bx, B = (d_n I; -dᵀ).
 */
const spectrum =
  (below: number, definite = false, queries = (k: Real) => k): Predicate<Name> =>
  ({ k }, { weights, linear: parts }, x) => {
    const [w, n] = [weights({ q: queries(k), k }), k.shape[0]]
    const ratios = w.div(w.gather([0], 1))
    const a = ratios.mul(ratios.gather([0]).transpose())
    const d = a.sum(0, true)
    const b = eye(n - 1, x).mul(d.gather([n - 1], 1))
    const others = b.concat(d.gather(span(0, n - 1), 1).neg())
    const rest = eye(n, x).mul(d).mul(below).sub(a)
    const m = parts?.map.dimension(k.shape[1])
    return allEqual(a, a.transpose())
      .and(w.sum(-1).equal(1).all())
      .and(
        m === undefined || definite ? positiveDefinite(a) : positiveSemidefinite(a).and(a.rank().atMost(m)),
      )
      .and(positiveDefinite(others.transpose().matMul(rest).matMul(others)))
  }
const trace = (w: Real, x: Recorder) => w.mul(eye(w.shape[0], x)).sum()
/** (tr W - 1)² ≤ (n - 1)(tr W² - 1), as of n - 1 real eigenvalues beside 1, by Cauchy and Schwarz. */
const spread: Predicate<Name> = (of, { weights }, x) => {
  const w = weights(of)
  const squares = trace(w.matMul(w), x).sub(1)
  return trace(w, x)
    .sub(1)
    .square()
    .atMost(squares.mul(w.shape[0] - 1))
}

/** Of three tokens, the larger of the two eigenvalues beside 1, by their sum and that of their squares. */
const larger: Measure<Name> = ({ k }, { weights }, x) => {
  const w = weights({ q: k, k })
  const sum = trace(w, x).sub(1)
  const squares = trace(w.matMul(w), x).sub(1)
  return squares.mul(2).sub(sum.square()).sqrt().add(sum).div(2)
}

const tokens = (width: number, limit: number) =>
  queriesAndKeys({ queries: 3, tokens: 3, width, from: lattice(limit) })
/** Coordinates that are not negative, of which elu1 is rational; but for second ones of -1: exact numbers decide powers of 1/e. */
const plane = withNumbers(
  tokens(2, 2),
  ({ k }) => ({ k: k.data.map((u, at) => (at % 2 ? Math.max(u, -1) : Math.abs(u))) }),
  'lattice ±2, k_i1 ≥ 0, k_i2 ≥ -1',
)

/** Tied weights are those of a reversible Markov chain. */
export default forAll({
  id: 'tied-spectrum-real',
  title: 'Weights of distinct tokens with themselves have real eigenvalues, of softmax in (0, 1]',
  statement: String.raw`Q = K,\ k_i \ne k_j\ (i \ne j):\quad W \text{ has real eigenvalues: } 1 \text{ once, the others in } (0, 1) \text{ for softmax; in } [0, 1) \text{ for } \varphi(q)\cdot\varphi(k) > 0, \text{ at least } n - m \text{ of them } 0`,
  source: derived('W = D⁻¹A with A symmetric is similar to D^(-1/2) A D^(-1/2)'),
  subject: [softmax, linear(elu1), linear(taylor2)],
  needs: ['own-subject'],
  inputs: fc.oneof(tokens(1, 4), { weight: 3, arbitrary: plane }),
  assuming: ({ k }) => distinctRows(k),
  check: spectrum(1),
  trivial: {
    name: 'all rows are equal, W = 1w',
    region(of, { weights }) {
      const w = weights({ ...of, q: of.k })
      return equalRows(w)
    },
  },
  tightness: larger,
  cases: 2100,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'all positive', subject: linear(elu1), check: spectrum(1, true) }],
  ablations: [
    { name: 'untied', hypothesis: 'Q = K', subject: softmax, check: spread },
    { name: 'Q = -K', hypothesis: 'Q = K', subject: softmax, check: spectrum(1, true, (k) => k.neg()) },
    { name: 'map id', hypothesis: 'φ is positive', subject: linear(identity) },
    { name: 'repeated tokens', hypothesis: 'k_i ≠ k_j', subject: softmax, assuming: always },
  ],
  mutants: [{ name: '0.98 for 1', sharp: true, check: spectrum(0.98) }],
})
