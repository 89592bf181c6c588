import { arrays, forAll, gaussian, type Inputs, lattice, mixture, type Predicate } from 'attention-assay'
import { type Real, reconstructed, type Recorder } from 'attention-assay'
import { mixed, trace } from 'attention-assay/papers/in-context-regression'
import { eye } from 'attention-assay/predicate'

/** The inverse of a 2×2 matrix: tr(A) I - A over the determinant. */
const inverse = (of: Real, x: Recorder) => {
  const adjugate = eye(2, x).mul(trace(of, x)).sub(of)
  return adjugate.div(trace(of.matMul(adjugate), x).div(2))
}
/** The risks at Γ⁻¹ and at Γ⁻¹ + W; the examples' fourth moments make it `sign` in Γ. */
const risks =
  (sign: number, gamma = (of: Real, n: number, x: Recorder) => mixed(of, n, 1, x)) =>
  ({ b, w, x: examples }: Inputs<'b' | 'w' | 'x'>, x: Recorder) => {
    const [cov, n] = [b.matMul(b.transpose()).add(eye(2, x)), examples.shape[0]]
    const moment = cov.matMul(mixed(cov, n, sign, x))
    const risk = (of: Real) => {
      const product = cov.matMul(of)
      return trace(product.matMul(moment).matMul(of.transpose()).sub(product.matMul(cov).mul(2)).add(cov), x)
    }
    const best = inverse(gamma(cov, n, x), x)
    return [risk(best), risk(best.add(w))] as const
  }
const least =
  (...of: Parameters<typeof risks>): Predicate<'b' | 'w' | 'x'> =>
  (inputs, _attention, x) => {
    const [best, other] = risks(...of)(inputs, x)
    return best.atMost(other)
  }

/** What one trained layer of linear attention does on linear regression: a gradient step, preconditioned by Γ⁻¹. */
export default forAll({
  id: 'linear-layer-is-preconditioned-step',
  title: 'On Gaussian linear regression the best linear attention layer is one preconditioned gradient step',
  statement: String.raw`R(W) = \mathrm{tr}\,\Lambda - 2\,\mathrm{tr}(\Lambda W\Lambda) + \mathrm{tr}(\Lambda WMW^\top),\ M = (1 + \tfrac1N)\Lambda^2 + \tfrac{\mathrm{tr}\Lambda}{N}\Lambda:\quad R(\Gamma^{-1}) \le R(W)\ \forall W,\ \Gamma = (1 + \tfrac1N)\Lambda + \tfrac{\mathrm{tr}\Lambda}{N}I`,
  source: reconstructed('2306.09927', 'Zhang, Frei, Bartlett; M is derived in the note'),
  inputs: arrays({
    dims: { n: [1, 2, 5, 20] },
    arrays: { b: [2, 2], w: [2, 2], x: ['n', 1] },
    from: { b: lattice(2), w: mixture([1, gaussian(0.3)], [1, gaussian(1e-5)]), x: lattice(1) },
  }),
  trivial: { name: 'W = 0', region: ({ w }) => w.equal(0).all() },
  check: least(1),
  tightness: (of, _attention, x) => risks(1)(of, x).reduce((best, other) => best.div(other)),
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'Γ = Λ', check: least(1, (of) => of) }],
  ablations: [{ name: '|x|² = tr Λ always', hypothesis: 'x is Gaussian', check: least(-1) }],
  mutants: [{ name: '1.02 Γ', sharp: true, check: least(1, (of, n, x) => mixed(of, n, 1, x).mul(1.02)) }],
})
