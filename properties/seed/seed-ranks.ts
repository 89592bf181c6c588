import { forAll, identity, linear, type Predicate, softmax } from 'attention-assay'
import { eye, scoresOf } from 'attention-assay/predicate'
import { haveNeedle, logitFactors, queriesAndKeysOf } from 'attention-assay/papers/softmax-vs-linear'
import { seedPaper } from 'attention-assay/papers/softmax-vs-linear'

/** The logits A X Aᵀ have rank 1, the weights of linear attention rank 1, and those of softmax rank 2. */
const ranks =
  (raised = 2): Predicate<'a' | 'b' | 'root' | 'needle' | 'X'> =>
  (inputs, attention, x) => {
    const { q, k } = queriesAndKeysOf(inputs, x)
    const [before, after] = [scoresOf({ q, k }).rank(), attention.weights({ q, k }).rank()]
    const wanted = attention.linear ? 1 : raised
    return before.atMost(1).and(before.atLeast(1)).and(after.atMost(wanted)).and(after.atLeast(wanted))
  }

/** On the paper's data softmax raises the rank of the logits from 1 to 2, and linear attention does not. */
export default forAll({
  id: 'seed-ranks',
  title: 'On the seed data softmax raises rank 1 to 2, linear attention keeps 1',
  statement: String.raw`\Lambda, a, b, c > 0,\ b + c = 1,\ n = t(d-2) \ge 3,\ X = \mathbf{1}\mathbf{1}^\top:\quad \operatorname{rank}(AXA^\top) = 1,\ \operatorname{rank} f_{\exp} = 2,\ \operatorname{rank} f_{\mathrm{lin}} = 1`,
  source: seedPaper('Deng, Song, Zhou: data', 'The ranks are'),
  subject: [softmax, linear(identity)],
  needs: ['own-subject'],
  inputs: logitFactors([3, 4, 6], [4, 5, 6]),
  assuming: (inputs, _, x) => haveNeedle(inputs, x),
  check: ranks(),
  trivial: {
    name: 'two different tokens, so that no rank exceeds 2',
    region: ({ needle, X }, _attention, x) => x.constant(Math.min(needle.shape[1], X.shape[0] - 1)).atMost(2),
  },
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax keeps rank 1', subject: softmax, check: ranks(1) }],
  ablations: [
    {
      name: 'a = 0',
      hypothesis: 'a > 0',
      check: (of, ...rest) => ranks()({ ...of, a: of.a.mul(0) }, ...rest),
    },
    {
      name: 'X = I',
      hypothesis: 'X is all ones',
      check: (of, to, x) => ranks()({ ...of, X: eye(of.X.shape[0], x) }, to, x),
    },
  ],
})
