import { arrays, elu1, folklore, forAll, gaussian, lattice, linear, mixture } from 'attention-assay'
import { type Predicate, properPermutation, type Real, type Recorder, relu, uniform } from 'attention-assay'
import { allEqual, reflection } from 'attention-assay/predicate'

type Maker = (from: Record<'p' | 't', Real>, x: Recorder) => Real
/** f(QM, K) = f(Q, KMᵀ). */
const gauge =
  (made: Maker): Predicate<'q' | 'k' | 'p' | 't'> =>
  ({ q, k, p, t }, { weights }, x) => {
    const m = made({ p, t }, x)
    return allEqual(weights({ q: q.matMul(m), k }), weights({ q, k: k.matMul(m.transpose()) }))
  }
// Relu is undefined where a query has no key with a positive entry in common.
const rows = mixture([1, gaussian(1)], [1, lattice(3)], [2, uniform(-1, 3)])

/** Relu commutes with what scales its coordinates by positive numbers, and permutes them; with no other matrix. */
export default forAll({
  id: 'gauge-and-translation-relu',
  title: 'Linear attention with relu does not change under (Q, K) → (QM, KM⁻ᵀ), M = PD, D positive',
  statement: String.raw`P \text{ a permutation},\ D = \mathrm{diag}(t),\ t > 0,\ M = PD:\quad f(QM, K) = f(Q, KM^\top),\quad\text{i.e. } f(QM, K'M^{-\top}) = f(Q, K'),\ K' = KM^\top`,
  source: folklore(),
  subject: linear(relu),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [2, 3] },
    arrays: { q: [2, 'd'], k: ['n', 'd'], p: ['d', 'd'], t: [1, 'd'] },
    from: { q: rows, k: rows, p: properPermutation, t: uniform(0.25, 4) },
    fixed: ['p'],
  }),
  check: gauge(({ p, t }) => p.mul(t)),
  trivial: {
    name: 'all tokens are positive, where relu is the identity',
    region: ({ q, k }) => q.greater(0).all().and(k.greater(0).all()),
  },
  cases: 2500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    { name: 'D of both signs', hypothesis: 't > 0', check: gauge(({ p, t }) => p.mul(t.sub(2))) },
    {
      name: 'a reflection in place of P',
      hypothesis: 'P is a permutation',
      check: gauge(({ t }, x) => reflection(t, x)),
    },
  ],
})
