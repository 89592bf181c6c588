import { arrays, type Attention, elu1, folklore, forAll, gaussian, hedgehog, identity } from 'attention-assay'
import { type Inputs, linear, type Predicate, type Real, softmax, spread } from 'attention-assay'
import { equalRows, pairs } from 'attention-assay/predicate'

const length = (of: Real) => of.max().sub(of.min())
/** The largest total variation between two rows of weights. */
const coefficient = ({ q, k }: Inputs<'q' | 'k' | 'v'>, { weights }: Attention) => {
  const A = weights({ q, k })
  const [i, j] = pairs(A.transpose())
  return A.gather(i).sub(A.gather(j)).abs().sum(1).max().div(2)
}
const contracts =
  (rate: number): Predicate<'q' | 'k' | 'v'> =>
  (of, attention) =>
    length(attention.output(of))
      .atMost(coefficient(of, attention).mul(length(of.v)).mul(rate))
      .and(coefficient(of, attention).atMost(1))

export default forAll({
  id: 'attention-cubic-collapse-both-dobrushin',
  title:
    'Attention with non-negative weights contracts each column by the largest distance between two of its rows',
  statement: String.raw`A \ge 0,\ A\mathbf{1} = \mathbf{1},\ \tau = \max_{i,l}\mathrm{TV}(A_i, A_l):\quad \max Av - \min Av \le \tau\,(\max v - \min v),\qquad \tau \le 1`,
  source: folklore("Dobrushin's coefficient of ergodicity"),
  subject: [softmax, linear(elu1), linear(hedgehog)],
  needs: ['normalised', 'no-positions'],
  inputs: arrays({
    dims: { n: [3, 5], d: [1, 3], rows: [2, 3] },
    arrays: { q: ['rows', 'd'], k: ['n', 'd'], v: ['n', 1] },
    from: { q: spread, k: spread, v: gaussian(1) },
  }),
  trivial: { name: 'all keys equal, where all rows are', region: ({ k }) => equalRows(k) },
  check: contracts(1),
  tightness: (of, attention) =>
    length(attention.output(of)).div(coefficient(of, attention).mul(length(of.v))),
  cases: 1500,
  expect: { reals: 'holds' },
  controls: [{ name: 'elu1, not divided', subject: linear(elu1, { normalised: false }) }],
  ablations: [{ name: 'map id', hypothesis: 'weights are not negative', subject: linear(identity) }],
  mutants: [{ name: '0.98 τ', sharp: true, check: contracts(0.98) }],
})
