import { derived, forAll, lattice, levelSpread, logits, mixture, type Predicate } from 'attention-assay'
import { softmax, softmaxAttention } from 'attention-assay'
import { allAtMost, asScores, jacobian } from 'attention-assay/predicate'

const gradients = (
  { s }: Parameters<Predicate<'s'>>[0],
  { weights }: Parameters<Predicate>[1],
  x: Parameters<Predicate>[2],
) => jacobian(weights(asScores(s, x)), s).abs()

const within =
  (most: number): Predicate<'s'> =>
  (...of) =>
    allAtMost(gradients(...of), most)

export default forAll({
  id: 'score-gradient-bounded-vs-unbounded',
  title: 'No softmax weight changes by more than 1/4 of what a score changes by',
  statement: String.raw`\forall s \in \mathbb{R}^n\ \forall i, j:\quad \left|\partial p_j/\partial s_i\right| \le \tfrac14`,
  source: derived(
    'bounded against unbounded gradients: Qin et al., The Devil in Linear Transformer, arXiv 2210.10340',
  ),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: logits({ rows: 1, columns: [2, 3, 5], from: mixture([6, levelSpread], [1, lattice(2)]) }),
  trivial: {
    name: 'a weight above 0.99',
    region: ({ s }, { weights }, x) => weights(asScores(s, x)).max().greater(0.99),
  },
  check: within(0.25),
  tightness: (of, to, x) => gradients(of, to, x).max().mul(4),
  cases: 2000,
  expect: { reals: 'holds' },
  controls: [{ name: 'inverse temperature 2', subject: softmaxAttention({ scale: 2 }) }],
  mutants: [{ name: '0.245 in place of 1/4', sharp: true, check: within(0.245) }],
})
