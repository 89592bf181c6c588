import { allScoresEqual, derived, forAll, identity, inline, linear } from 'attention-assay'
import { mechanism, type Predicate, queryAndKeys } from 'attention-assay'
import { scoresOf } from 'attention-assay/predicate'

const keeps: Predicate<'q' | 'k'> = (of, { weights }) => scoresOf(of).sameOrder(weights(of))
/** In the order of s where Σ s > 0, in the reverse one where Σ s < 0: that of s Σ s. */
const follows: Predicate<'q' | 'k'> = (of, { weights }) =>
  scoresOf(of).mul(scoresOf(of).sum(-1, true)).sameOrder(weights(of))

/** Divided by their sum, scores keep their order or reverse it, by its sign; centred, they keep it. */
export default forAll({
  id: 'identity-normaliser-sign-flip',
  title: 'Scores divided by their sum reverse their order where it is negative; InLine keeps it',
  statement: String.raw`L = s/\textstyle\sum s:\ \operatorname{order}(L) = \operatorname{order}(s) \text{ if } \sum s > 0,\ \text{reversed if } \sum s < 0;\quad \mathrm{InL} = \tfrac1n(s - \bar s + 1):\ \operatorname{order}(\mathrm{InL}) = \operatorname{order}(s)`,
  source: derived(),
  subject: [linear(identity), inline(identity)],
  needs: ['own-subject'],
  inputs: queryAndKeys({ tokens: [2, 3, 8], width: [1, 2, 4] }),
  cover: [{ name: 'Σ s < 0', atLeast: 0.4, region: (of) => scoresOf(of).sum().less(0) }],
  trivial: allScoresEqual,
  cases: 4096,
  check: (of, attention, x) => (attention.linear ? follows : keeps)(of, attention, x),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'divided by Σ |s|',
      subject: mechanism('s/Σ|s|', (of, x) => {
        const size = scoresOf(of).abs().sum(-1, true)
        x.assume(size.equal(0).not())
        return scoresOf(of).div(size)
      }),
      check: follows,
    },
  ],
  ablations: [
    { name: 'any sum, order kept', hypothesis: 'Σ s > 0', subject: linear(identity), check: keeps },
  ],
})
