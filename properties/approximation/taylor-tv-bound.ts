import { bind, derived, forAll, gaussian, levelSpread, linear, type Measure } from 'attention-assay'
import { mechanism, mixture, type Predicate, queryAndKeys, softmax, taylor } from 'attention-assay'
import { totalVariation } from 'attention-assay/predicate'

type Name = 'q' | 'k'
const scores: Measure<Name> = ({ q, k }) => q.matMul(k.transpose())
/** The kernel of the attention's map; of a mechanism without one, that of degree 2. */
const kernel: Measure<Name> = (of, { linear: parts }, x) => {
  const { queries, keys } = (parts?.map ?? taylor(2)).define
  return queries(of.q, x).matMul(keys(of.k, x).transpose())
}
/** η: the largest relative error of the kernel. */
const error: Measure<Name> = (...of) =>
  kernel(...of)
    .mul(
      scores(...of)
        .neg()
        .exp(),
    )
    .sub(1)
    .abs()
    .max(-1)
const distance: Measure<Name> = (of, { weights }, x) =>
  totalVariation(weights(of), bind(softmax, x).weights(of))
/** TV (1 + √(1 - η²)), which is at most η. */
const scaled: Measure<Name> = (...of) =>
  distance(...of).mul(
    error(...of)
      .square()
      .neg()
      .add(1)
      .sqrt()
      .add(1),
  )
const below =
  (left: Measure<Name>, share = 1): Predicate<Name> =>
  (...of) =>
    left(...of)
      .atMost(error(...of).mul(share))
      .all()

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
  assuming: (...of) =>
    error(...of)
      .less(1)
      .all(),
  trivial: {
    name: 'the bound is above 0.5',
    region: (...of) =>
      error(...of)
        .greater(0.8)
        .all(),
  },
  check: below(scaled),
  tightness: (...of) =>
    scaled(...of)
      .div(error(...of))
      .sum(),
  cases: 1600,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 's² for s²/2',
      subject: mechanism('1 + s + s²', ({ q, k }) => {
        const s = q.matMul(k.transpose())
        const terms = s.square().add(s).add(1)
        return terms.div(terms.sum(-1, true))
      }),
    },
  ],
  ablations: [
    {
      name: 'p = 1, any η',
      hypothesis: 'η < 1',
      subject: linear(taylor(1)),
      check: below(distance),
      assuming: (_of, _attention, x) => x.constant(0).equal(0),
    },
  ],
  // It falls in one of some two thousand cases.
  mutants: [{ name: '0.98 η', sharp: true, cases: 20_000, check: below(scaled, 0.98) }],
})
