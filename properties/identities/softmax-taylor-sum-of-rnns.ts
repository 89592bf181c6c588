import { forAll, lattice, linear, masked, ofScores, type Predicate, type Real } from 'attention-assay'
import { reconstructed, type Recorder, sequences, taylor } from 'attention-assay'
import { allEqual, scoresOf, span, stacked } from 'attention-assay/predicate'

/** x^{⊗r}, [n, d] → [n, dʳ]: the products of r coordinates, in every order. */
function tensorPower(rows: Real, r: number, x: Recorder): Real {
  const [n, d] = rows.shape
  const longer = (power: Real) =>
    power
      .reshape([n, -1, 1])
      .mul(rows.reshape([n, 1, d]))
      .reshape([n, -1])
  return span(0, r).reduce(longer, x.constant(1, [n, 1]))
}
const factorial = (r: number): number => (r < 2 ? 1 : r * factorial(r - 1))
/** Σ_(r ≤ p) of the recurrences S_t = S_(t-1) + c_r k_t^{⊗r}ᵀv_t, read out by q_t^{⊗r}, is the subject's output. */
const sumOf =
  (p: number, coefficient: (r: number) => number): Predicate<'q' | 'k' | 'v'> =>
  ({ q, k, v }, { output }, x) => {
    const recurrence = (r: number) => {
      const keys = tensorPower(k, r, x).mul(x.rational(1, coefficient(r)))
      const queries = tensorPower(q, r, x)
      let state = keys
        .gather([0])
        .mul(0)
        .transpose()
        .matMul(v.gather([0]))
      const rows = span(0, k.shape[0]).map((t) => {
        state = state.add(
          keys
            .gather([t])
            .transpose()
            .matMul(v.gather([t])),
        )
        return queries.gather([t]).matMul(state)
      })
      return stacked(rows)
    }
    const sum = span(0, p + 1)
      .map(recurrence)
      .reduce((a, b) => a.add(b))
    return allEqual(output({ q, k, v }), sum)
  }

/** Softmax's numerator is a series of linear attentions, each a recurrence on tensor powers of its tokens. */
export default forAll({
  id: 'softmax-taylor-sum-of-rnns',
  title: 'The Taylor polynomial of the exponential kernel is a sum of recurrences on tensor powers',
  statement: String.raw`S^{(r)}_t = S^{(r)}_{t-1} + \tfrac1{r!}\,k_t^{\otimes r}v_t^\top,\ p = 3:\quad \sum_{r\le p} (S^{(r)}_t)^\top q_t^{\otimes r} = \sum_{s\le t} T_p(q_t\cdot k_s)\,v_s`,
  source: reconstructed('2507.23632', 'Mongaras, Larson: softmax attention as a sum of RNNs'),
  subject: linear(taylor(3), { normalised: false, mask: 'causal' }),
  needs: ['own-subject'],
  inputs: sequences({ tokens: [1, 2, 4], width: [1, 2, 3], from: lattice(3) }),
  check: sumOf(3, factorial),
  trivial: { name: 'all scores are 0', region: ({ q, k }) => scoresOf({ q, k }).equal(0).all() },
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'without factorials', check: sumOf(3, () => 1) },
    { name: 'up to degree 2', check: sumOf(2, factorial) },
  ],
  ablations: [
    {
      name: 'e^s in place of T_p(s)',
      hypothesis: 'the kernel is a polynomial of degree p',
      subject: ofScores('e^s, not divided', (s, x) => masked(s.exp(), 'causal', x)),
    },
  ],
})
