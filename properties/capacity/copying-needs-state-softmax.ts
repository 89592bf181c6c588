import { arrays, elu1, forAll, type Inputs, linear, type Measure, type Predicate } from 'attention-assay'
import { type Real, reconstructed, signs, softmax, uniform } from 'attention-assay'
import { eye, span } from 'attention-assay/predicate'

type Name = 'bits' | 'beta'
/** The least entry of o_i·x_i: positive where the signs of what is read are those of the string. */
const margin =
  (keys = (places: Real) => places): Measure<Name> =>
  ({ bits, beta }, { output }, x) => {
    const k = keys(eye(bits.shape[0], x))
    return output({ q: k.mul(beta), k, v: bits })
      .mul(bits)
      .min()
  }
/** (1 - y)/(1 + y) for y = (n - 1)e^-β; with `rate` for 1 in the exponent. */
const bound = ({ bits, beta }: Inputs<Name>, rate = 1) => {
  const odds = beta
    .mul(-rate)
    .exp()
    .mul(bits.shape[0] - 1)
  return odds.neg().add(1).div(odds.add(1)).sum()
}
const copies =
  (rate = 1, keys?: (places: Real) => Real): Predicate<Name> =>
  (of, ...rest) =>
    margin(keys)(of, ...rest).greaterEqual(bound(of, rate))

/** What a state of b bits cannot do: attention reads each token where it stands. */
export default forAll({
  id: 'copying-needs-state-softmax',
  title: 'Softmax attention over the tokens themselves copies any string once β > ln(n - 1)',
  statement: String.raw`x \in \{-1, 1\}^{n\times c},\ q_i = \beta e_i,\ k_j = e_j,\ v_j = x_j:\quad \min_{i,r} o_{ir}x_{ir} \ge \frac{1-y}{1+y},\ y = (n-1)e^{-\beta};\ \text{positive, so}\ \mathrm{sign}(o) = x,\ \text{for}\ \beta > \ln(n-1)`,
  source: reconstructed('2402.01032', 'Jelassi et al.: copying by attention; the bound is derived'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 4, 8], c: [1, 2] },
    arrays: { bits: ['n', 'c'], beta: [1, 1] },
    from: { bits: signs, beta: uniform(0.5, 6) },
  }),
  assuming: ({ bits }) => bits.square().equal(1).all(),
  check: copies(),
  trivial: { name: 'the bound is 0 or less', region: (of) => bound(of).atMost(0) },
  // Both sides are above -1, and may be negative.
  tightness: (of, ...rest) =>
    bound(of)
      .add(1)
      .div(margin()(of, ...rest).add(1)),
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    {
      name: 'one key for the first two places',
      hypothesis: 'k_j = e_j',
      check: copies(1, (places) => places.gather([0, 0, ...span(2, places.shape[0])])),
    },
  ],
  mutants: [{ name: '1.02 β', sharp: true, check: copies(1.02) }],
})
