import { arrays, forAll, identity, linear, type Predicate, reconstructed, softmax } from 'attention-assay'
import { uniform, withNumbers } from 'attention-assay'

const shapes = { gamma: [1, 1], rho: [1, 1], k: ['tokens', 1] } as const
/** Keys (1, ρ, …, ρ); half the time γ is ln(n - 1)/((1 - ρ) ln n), but for a millionth at most. */
const drawn = (...rhos: [number, number]) => {
  const from = { gamma: uniform(0, 3), rho: uniform(...rhos), k: uniform(-1, 1) }
  const drawn = arrays({ dims: { tokens: [3, 10, 100] }, arrays: shapes, from })
  return withNumbers(drawn, ({ gamma, rho, k }) => {
    const [n, [r], [first, second]] = [k.data.length, rho.data, k.data]
    const critical = (Math.log(n - 1) / Math.log(n) / (1 - r)) * (1 + second * 1e-6)
    return { gamma: first > 0 ? [critical] : gamma.data, k: k.data.map((_, j) => (j ? r : 1)) }
  })
}
/** p_1 > 1/2 exactly when γ > ln(n - 1)/((1 - ρ) ln n), at the inverse temperature β = γ ln n. */
const critical =
  (factor: number, logarithmic = true): Predicate<'gamma' | 'rho' | 'k'> =>
  ({ gamma, rho, k }, { weights }, x) => {
    const [n, ln] = [k.shape[0], x.constant(k.shape[0]).log()]
    const most = weights({ q: logarithmic ? gamma.mul(ln) : gamma, k })
      .gather([0], 1)
      .greater(0.5)
    const least = x
      .constant(n - 1)
      .log()
      .div(rho.neg().add(1).mul(ln))
    return most.iff(least.less(gamma.mul(factor))).all()
  }

/** A softmax that is to stay sharp over n keys needs an inverse temperature that grows like ln n. */
export default forAll({
  id: 'softmax-critical-log-scale',
  title: 'Softmax attends to one of n keys from the inverse temperature ln n/(1 - ρ) on',
  statement: String.raw`q\cdot k_1 = 1,\ q\cdot k_j = \rho < 1\ (j \ge 2),\ \beta = \gamma\ln n,\ n \ge 3:\quad p_1 > \tfrac12 \iff \gamma > \frac{\ln(n-1)}{(1-\rho)\ln n}\ \to\ \frac{1}{1-\rho}`,
  source: reconstructed('2510.05554', 'Chen, Lin, Polyanskiy, Rigollet; the form for finite n is derived'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: drawn(-0.5, 0.7),
  trivial: { name: 'γ = 0: all weights are equal', region: ({ gamma }) => gamma.equal(0).all() },
  check: critical(1),
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'β = γ, without ln n', check: critical(1, false) },
    { name: 'map id', subject: linear(identity) },
  ],
  ablations: [{ name: 'ρ between 1 and 2', hypothesis: 'ρ < 1', inputs: drawn(1.1, 2) }],
  mutants: [{ name: '1.02 γ', sharp: true, check: critical(1.02) }],
})
