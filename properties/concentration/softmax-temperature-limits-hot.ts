import { arrays, type Attention, derived, forAll, type Inputs, levelSpread, linear } from 'attention-assay'
import { type Predicate, type Recorder, relu, softmax, softmaxAttention, uniform } from 'attention-assay'
import { allAtMost, eye, range, tanh, totalVariation } from 'attention-assay/predicate'

type Name = 's' | 'beta'
const apart = ({ s, beta }: Inputs<Name>, { weights }: Attention, x: Recorder) => {
  const n = s.shape[1]
  return totalVariation(weights({ q: s.mul(beta), k: eye(n, x) }), x.rational(1, n).add(s.mul(0)))
}
const bound = ({ s, beta }: Inputs<Name>, divisor = 4) => tanh(range(s).mul(beta.sum()).div(divisor))

const within =
  (divisor?: number): Predicate<Name> =>
  (of, to, x) =>
    allAtMost(apart(of, to, x), bound(of, divisor))

export default forAll({
  id: 'softmax-temperature-limits-hot',
  title: 'As the temperature rises softmax goes to uniform weights, at a rate of the range of the scores',
  statement: String.raw`\delta = \max s - \min s,\ \beta \ge 0:\quad \mathrm{TV}(\mathrm{softmax}(\beta s), \mathbf{1}/n) \le \tanh(\beta\delta/4)`,
  source: derived('softmax-tv-tanh from equal scores'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 8] },
    arrays: { s: [1, 'n'], beta: [1, 1] },
    from: { s: levelSpread, beta: uniform(0.01, 2) },
  }),
  trivial: {
    name: 'the bound is above 0.97',
    region: ({ s, beta }) => range(s).mul(beta.sum()).greater(8.4).all(),
  },
  check: within(),
  tightness: (of, to, x) => apart(of, to, x).div(bound(of)).sum(),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'inverse temperature 2β', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [{ name: 'relu', hypothesis: 'p ∝ e^s', subject: linear(relu) }],
  mutants: [{ name: 'βδ/4.08', sharp: true, check: within(4.08) }],
})
