import { always, bind, derived, forAll, gaussian, kernelOf, levelSpread, linear } from 'attention-assay'
import { type Measure, mixture, ofScores, type Predicate, queryAndKeys, softmax } from 'attention-assay'
import { taylor } from 'attention-assay'
import { allAtMost, scoresOf, shares, totalVariation } from 'attention-assay/predicate'

type Name = 'q' | 'k'
/** The kernel of the attention's map; of a mechanism without one, that of degree 2. */
const kernel: Measure<Name> = (of, { linear: parts }, x) => kernelOf(parts?.map ?? taylor(2), of, x)
/** η: the largest relative error of the kernel. */
const error: Measure<Name> = (of, to, x) =>
  kernel(of, to, x).mul(scoresOf(of).neg().exp()).sub(1).abs().max(-1)
const distance: Measure<Name> = (of, { weights }, x) =>
  totalVariation(weights(of), bind(softmax, x).weights(of))
/** TV (1 + √(1 - η²)), which is at most η. */
const scaled: Measure<Name> = (of, to, x) =>
  distance(of, to, x).mul(error(of, to, x).square().neg().add(1).sqrt().add(1))
const below =
  (left: Measure<Name>, share = 1): Predicate<Name> =>
  (...of) =>
    allAtMost(left(...of), error(...of).mul(share))

export default forAll({
  id: 'taylor-tv-bound',
  title: 'Taylor attention is within η/(1 + √(1 - η²)) of softmax, η the relative error of its kernel',
  statement: String.raw`\eta = \max_j |T_p(s_j)e^{-s_j} - 1| < 1:\quad \mathrm{TV}\!\left(\tfrac{T_p(s)}{\sum_j T_p(s_j)}, \mathrm{softmax}(s)\right) \le \frac{\eta}{1+\sqrt{1-\eta^2}}`,
  source: derived('by softmax-tv-tanh, with R = ln((1 + η)/(1 - η))'),
  subject: [2, 3, 4].map((p) => linear(taylor(p))),
  needs: ['own-subject'],
  inputs: queryAndKeys({
    tokens: [2, 8],
    width: [1, 3],
    from: mixture([1, levelSpread], [2, gaussian(0.7)]),
  }),
  assuming: (of, to, x) => error(of, to, x).less(1).all(),
  trivial: { name: 'the bound is above 0.5', region: (of, to, x) => error(of, to, x).greater(0.8).all() },
  check: below(scaled),
  tightness: (...of) =>
    scaled(...of)
      .div(error(...of))
      .sum(),
  cases: 1600,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 's² for s²/2', subject: ofScores('1 + s + s²', (s) => shares(s.square().add(s).add(1))) },
  ],
  ablations: [
    {
      name: 'p = 1, any η',
      hypothesis: 'η < 1',
      subject: linear(taylor(1)),
      check: below(distance),
      assuming: always,
    },
  ],
  // It falls in one of some two thousand cases.
  mutants: [{ name: '0.98 η', sharp: true, cases: 20_000, check: below(scaled, 0.98) }],
})
