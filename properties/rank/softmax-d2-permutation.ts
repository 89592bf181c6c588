import { arrays, derived, elu1, forAll, type Inputs, linear, type Measure } from 'attention-assay'
import { type Predicate, softmax, softmaxAttention, uniform } from 'attention-assay'
import { allAtMost, eye, scoresOf } from 'attention-assay/predicate'

type Name = 't' | 'b'
/** Keys on the unit circle, and queries that are β times the keys. */
const tokens = ({ t, b }: Inputs<Name>) => {
  const k = t.cos().concat(t.sin(), 1)
  return { q: k.mul(b), k }
}
/** By how much the score of a query's own key is above the best of the others, as [n, 1]. */
const gap: Measure<Name> = (of, _attention, x) => {
  const { q, k } = tokens(of)
  const others = scoresOf({ q, k }).sub(eye(of.t.shape[0], x).mul(1e3))
  return q.mul(k).sum(-1, true).sub(others.max(-1, true))
}
/** What a query pays to other keys than its own. */
const missed: Measure<Name> = (of, { weights }, x) =>
  weights(tokens(of)).mul(eye(of.t.shape[0], x).neg().add(1)).sum(-1, true)
const within =
  (share = 1): Predicate<Name> =>
  (of, attention, x) =>
    allAtMost(
      missed(of, attention, x),
      gap(of, attention, x)
        .neg()
        .exp()
        .mul(share * (of.t.shape[0] - 1)),
    )

export default forAll({
  id: 'softmax-d2-permutation',
  title: 'Softmax of width 2 comes as near to any permutation as one likes',
  statement: String.raw`k_i = (\cos t_i, \sin t_i),\ q_i = \beta k_i,\ \gamma_i = \min_{j \ne i} \beta(1 - \cos(t_i - t_j)):\quad 1 - \mathrm{softmax}(QK^\top)_{ii} \le (n-1)e^{-\gamma_i}`,
  source: derived('so that β ≥ ln((n - 1)/ε)/(1 - cos(2π/n)) is enough for an error of ε'),
  subject: softmax,
  needs: ['unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [2, 4, 8] },
    arrays: { t: ['tokens', 1], b: [1, 1] },
    from: { t: uniform(-3, 3), b: uniform(1, 60) },
  }),
  trivial: {
    name: 'the bound is above 1 for all queries',
    region: (of, attention, x) =>
      gap(of, attention, x)
        .neg()
        .exp()
        .mul(of.t.shape[0] - 1)
        .greaterEqual(1)
        .all(),
  },
  check: within(),
  tightness: (of, attention, x) =>
    missed(of, attention, x)
      .mul(gap(of, attention, x).exp())
      .div(of.t.shape[0] - 1)
      .max(),
  cases: 1500,
  expect: { reals: 'holds' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    {
      name: 'a tenth of β in the scores',
      hypothesis: 'β as in the bound',
      subject: softmaxAttention({ scale: 0.1 }),
    },
  ],
  mutants: [{ name: '0.98 (n - 1)', sharp: true, check: within(0.98) }],
})
