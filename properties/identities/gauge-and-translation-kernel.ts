import { arrays, elu1, exponential, folklore, forAll, gaussian, hedgehog, identity } from 'attention-assay'
import { lattice, linear, mixture, power, type Predicate, type Real, relu, taylor } from 'attention-assay'
import { taylor2, withMap } from 'attention-assay'
import { allEqual, eye } from 'attention-assay/predicate'

/** f(QM, K) = f(Q, KMᵀ), or with what else stands in place of the keys. */
const gauge =
  (keys: (from: Record<'q' | 'k' | 'm' | 'c', Real>) => Real): Predicate<'q' | 'k' | 'm' | 'c'> =>
  (from, { weights }) =>
    allEqual(weights({ q: from.q.matMul(from.m), k: from.k }), weights({ q: from.q, k: keys(from) }))

/** Linear attention that sees the scores alone, in its features, has the freedom in Q and K that softmax has. */
export default forAll({
  id: 'gauge-and-translation-kernel',
  title: 'Linear attention whose kernel is a function of q·k does not change under (Q, K) → (QM, KM⁻ᵀ)',
  statement: String.raw`\varphi(q)\cdot\psi(k) = h(q\cdot k):\quad f(QM, K) = f(Q, KM^\top),\quad\text{i.e. } f(QM, K'M^{-\top}) = f(Q, K')\ \text{for } M \in GL(d)`,
  source: folklore(),
  subject: [identity, taylor2, power(2), taylor(3)].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [2, 3] },
    arrays: { q: [2, 'd'], k: ['n', 'd'], m: ['d', 'd'], c: [1, 'd'] },
    from: mixture([1, gaussian(1)], [1, lattice(2)]),
  }),
  check: gauge(({ k, m }) => k.matMul(m.transpose())),
  trivial: {
    name: 'M is a multiple of I',
    region({ m }, _attention, x) {
      const unit = eye(m.shape[0], x)
      return allEqual(m.mul(m.shape[0]), unit.mul(m.mul(unit).sum()))
    },
  },
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'M⁻¹ in place of M⁻ᵀ', check: gauge(({ k, m }) => k.matMul(m)) },
    { name: 'keys translated', check: gauge(({ k, m, c }) => k.matMul(m.transpose()).add(c)) },
  ],
  ablations: withMap([relu, elu1, exponential, hedgehog], { hypothesis: 'the kernel is a function of q·k' }),
})
