import { arrays, folklore, forAll, gaussian, type Measure, mixture, type Predicate } from 'attention-assay'
import { type Real, type Recorder, uniform } from 'attention-assay'
import { and } from 'attention-assay/predicate'

const DEGREES = [0, 1, 2, 5, 11]
/** Σ_(r ≤ p) c_r s^r, by Horner's rule with c_r/c_(r-1) = 1/r, or 1 where factorials are dropped. */
const polynomial = (s: Real, p: number, x: Recorder, factorials = true) => {
  let sum = s.mul(0).add(1)
  for (let r = p; r > 0; r--)
    sum = sum
      .mul(s)
      .mul(factorials ? x.rational(1, r) : 1)
      .add(1)
  return sum
}
/** |s|^(p+1)/(p+1)!, a factor at a time. */
const term = (s: Real, p: number, x: Recorder) => {
  let product = s.abs()
  for (let r = 2; r <= p + 1; r++) product = product.mul(s.abs()).mul(x.rational(1, r))
  return product
}
const size = (s: Real) => s.exp().maximum(1)
/** |e^s - T_p(s)| ≤ |s|^(p+1) max(1, e^s)/(p+1)! for several p. */
const within =
  (factor = size, factorials = true): Predicate<'s'> =>
  ({ s }, _attention, x) =>
    and(
      ...DEGREES.map((p) => {
        const remainder = s
          .exp()
          .sub(polynomial(s, p, x, factorials))
          .abs()
        return remainder.atMost(term(s, p, x).mul(factor(s)))
      }),
    )
const ratio: Measure<'s'> = ({ s }, _attention, x) =>
  s
    .exp()
    .sub(polynomial(s, 2, x))
    .abs()
    .div(term(s, 2, x).mul(size(s)))

/** The exponential kernel is the sum of the kernels of degree r; this is what the first p leave. */
export default forAll({
  id: 'softmax-taylor-remainder',
  title: 'The Taylor polynomial of degree p misses e^s by at most the next term, times max(1, e^s)',
  statement: String.raw`\forall s \in \mathbb{R},\ p \in \{0, 1, 2, 5, 11\}:\quad |e^s - T_p(s)| \le \frac{|s|^{p+1}}{(p+1)!}\max(1, e^s)`,
  source: folklore('Lagrange’s remainder; of softmax as a sum of RNNs: Mongaras, Larson, arXiv 2507.23632'),
  inputs: arrays({ arrays: { s: [] }, from: mixture([1, uniform(-6, 6)], [1, gaussian(0.01)]) }),
  check: within(),
  trivial: { name: 's = 0', region: ({ s }) => s.equal(0) },
  tightness: ratio,
  cases: 4096,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'without factorials', check: within(size, false) }],
  ablations: [
    { name: '1 in place of max(1, e^s)', hypothesis: 'max(1, e^s)', check: within((s) => s.mul(0).add(1)) },
  ],
  mutants: [{ name: '0.98 max(1, e^s)', sharp: true, check: within((s) => size(s).mul(0.98)) }],
})
