import { arrays, folklore, forAll, gaussian, identity, inline, lattice, linear } from 'attention-assay'
import { mixture, type Predicate, type Real, softmax, taylor2 } from 'attention-assay'
import { allEqual } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'm' | 'c'
const gauge =
  (of: (from: Record<Name, Real>) => { q: Real; k: Real }): Predicate<Name> =>
  (from, { weights }) => {
    const { q, k, m } = from
    return allEqual(weights({ q, k: k.matMul(m.transpose()) }), weights(of(from)))
  }

/** Softmax sees the scores alone, and not what is added to all of a row: its queries and keys have a gauge freedom. */
export default forAll({
  id: 'gauge-and-translation',
  title: 'Softmax and InLine attention do not change under (Q, K) → (QM, KM⁻ᵀ) and k_j → k_j + c',
  statement: String.raw`f(QM, K + \mathbf{1}c) = f(Q, KM^\top),\quad\text{i.e. } f(QM, K'M^{-\top} + \mathbf{1}c) = f(Q, K')\ \text{for } M \in GL(d),\ K' = KM^\top`,
  source: folklore(),
  subject: [softmax, inline(identity)],
  needs: ['all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [2, 3] },
    arrays: { q: [2, 'd'], k: ['n', 'd'], m: ['d', 'd'], c: [1, 'd'] },
    from: mixture([1, gaussian(1)], [1, lattice(2)]),
  }),
  check: gauge(({ q, k, m, c }) => ({ q: q.matMul(m), k: k.add(c) })),
  trivial: {
    name: 'all scores of each query are equal',
    region: ({ q, k, m }) => {
      const scores = q.matMul(m).matMul(k.transpose())
      return allEqual(scores.max(-1), scores.min(-1))
    },
  },
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'M⁻¹ in place of M⁻ᵀ',
      check: gauge(({ q, k, m, c }) => ({ q: q.matMul(m.transpose()), k: k.add(c) })),
    },
    { name: 'queries translated', check: gauge(({ q, k, m, c }) => ({ q: q.matMul(m).add(c), k })) },
  ],
  ablations: [identity, taylor2].map((map) => ({
    name: `map ${map.name}, divided by the sum`,
    hypothesis: 'what is added to all scores of a row cancels',
    subject: linear(map),
  })),
})
