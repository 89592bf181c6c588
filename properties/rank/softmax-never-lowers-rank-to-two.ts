import { arrays, derived, forAll, lattice, never, type Predicate, type Real, softmax } from 'attention-assay'
import { softmaxAttention } from 'attention-assay'
import { allEqual, and, eye, span, tuples } from 'attention-assay/predicate'

/** Different positive integers: 1 + u², and for each one behind it as much more. */
const increasing = (u: Real) => u.square().add(1).cumsum(1)

/** Of S = ln(1 + x yᵀ) the rank is n, that of the weights 2, and no two rows of these are equal. */
const drops =
  (scores: (product: Real) => Real): Predicate<'u' | 'v'> =>
  ({ u, v }, { weights }, x) => {
    const [p, n] = [increasing(u).transpose().matMul(increasing(v)), u.shape[1]]
    const s = scores(p)
    const A = weights({ q: s, k: eye(n, x) })
    const differ = tuples(span(0, n), 2)
      .filter(([i, l]) => i < l)
      .map(([i, l]) => allEqual(A.gather([i]), A.gather([l])).not())
    return and(s.rank().atLeast(n), A.rank().atMost(2), ...differ)
  }

export default forAll({
  id: 'softmax-never-lowers-rank-to-two',
  title: 'Softmax can lower a rank of n to 2, with all rows different',
  statement: String.raw`0 < x_1 < \dots < x_n,\ 0 < y_1 < \dots < y_n,\ S_{ij} = \ln(1 + x_iy_j):\quad \operatorname{rank} S = n,\ \operatorname{rank}\,\mathrm{softmax}(S) = 2,\ \text{no two rows of it equal}`,
  source: derived('exp(S) = 11ᵀ + xyᵀ, and the composition formula of total positivity'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: arrays({ dims: { n: [3, 4] }, arrays: { u: [1, 'n'], v: [1, 'n'] }, from: lattice(2) }),
  trivial: never,
  check: drops((product) => product.add(1).log()),
  // Each is decided exactly, which takes milliseconds.
  cases: 720,
  demand: 0.02,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax(2s)', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [{ name: 'S = x_i y_j', hypothesis: 'ln(1 + x_i y_j)', check: drops((product) => product) }],
})
