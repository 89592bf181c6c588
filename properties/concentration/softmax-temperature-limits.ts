import { arrays, type Attention, derived, elu1, forAll, gaussian, type Inputs, linear } from 'attention-assay'
import { type Predicate, type Real, type Recorder, softmax, uniform, withNumbers } from 'attention-assay'
import { asScores, span } from 'attention-assay/predicate'

type Name = 's' | 'beta'
/** The largest score first. */
const descending = withNumbers(
  arrays({
    dims: { n: [2, 3, 8] },
    arrays: { s: [1, 'n'], beta: [1, 1] },
    from: { s: gaussian(1), beta: uniform(0, 30) },
  }),
  ({ s }) => ({ s: s.data.slice().sort((a, b) => b - a) }),
)

/** All weights but the first; 1 - p_max without a subtraction. */
const others = ({ s, beta }: Inputs<Name>, { weights }: Attention, x: Recorder): Real =>
  weights(asScores(s.mul(beta), x))
    .gather(span(1, s.shape[1]), 1)
    .sum()
/** (n-1) e^(-rate β g), g the gap to score number `to`. */
const most = ({ s, beta }: Inputs<Name>, rate = 1, to = 1): Real =>
  beta
    .sum()
    .mul(
      s
        .gather([0], 1)
        .sub(s.gather([Math.min(to, s.shape[1] - 1)], 1))
        .sum(),
    )
    .mul(-rate)
    .exp()
    .mul(s.shape[1] - 1)

const sharpens =
  (rate?: number, to?: number): Predicate<Name> =>
  (...of) =>
    others(...of).atMost(most(of[0], rate, to))

export default forAll({
  id: 'softmax-temperature-limits',
  title:
    'As the temperature falls softmax goes to one key exponentially, at the rate of the gap to the second score',
  statement: String.raw`g = s_{(1)} - s_{(2)},\ \beta \ge 0:\quad 1 - \max_j \mathrm{softmax}(\beta s)_j \le (n-1)\,e^{-\beta g}`,
  source: derived(),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: descending,
  trivial: { name: 'the bound is at least 1', region: (of) => most(of).greaterEqual(1) },
  check: sharpens(),
  tightness: (of, to, x) => others(of, to, x).div(most(of)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    {
      name: 'two largest scores alike',
      hypothesis: 'g is the gap to the second score, not to the third',
      check: sharpens(1, 2),
    },
  ],
  mutants: [{ name: '1.02 g', sharp: true, check: sharpens(1.02) }],
})
