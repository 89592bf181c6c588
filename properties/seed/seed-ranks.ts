import {
  type Attention,
  forAll,
  identity,
  type Inputs,
  linear,
  type Predicate,
  type Real,
  type Recorder,
  softmax,
  uniform,
} from 'attention-assay'
import { needleRows, seedPaper, selfAttentionRowSums } from 'attention-assay/papers/softmax-vs-linear'

const plain = linear(identity)

/** The row sums [n, 1] of a data set with drawn a, b and needle, c = 1 - b; d = 3 stands for all, as X is all ones. */
const rowSums = ({ a, b, needle }: Inputs, x: Recorder): Real =>
  selfAttentionRowSums(
    { n: needle.shape[1], d: 3, a, b, c: x.constant(1).sub(b), needle: needle.transpose() },
    x,
  )

const weights = (inputs: Inputs, attention: Attention, x: Recorder): Real => {
  const sums = rowSums(inputs, x)
  return attention.weights({ q: sums, k: sums })
}

const rankIs =
  (wanted: (attention: Attention) => number): Predicate =>
  (inputs, attention, x) => {
    const rank = weights(inputs, attention, x).rank()
    const sums = rowSums(inputs, x)
    const logits = sums.matMul(sums.transpose()).rank()
    return rank
      .atMost(wanted(attention))
      .and(rank.atLeast(wanted(attention)))
      .and(logits.atMost(1))
  }

/** On the paper's data softmax raises the rank of the logits from 1 to 2, and linear attention does not. */
export default forAll({
  id: 'seed-ranks',
  title: 'On the seed data softmax raises rank 1 to 2, linear attention keeps 1',
  statement: String.raw`a > 0:\quad \operatorname{rank}(AXA^\top) = 1,\ \operatorname{rank} f_{\exp} = 2,\ \operatorname{rank} f_{\mathrm{lin}} = 1\qquad (X = \mathbf{1}\mathbf{1}^\top)`,
  source: seedPaper('Deng, Song, Zhou: data', 'The ranks are'),
  subject: [softmax, plain],
  inputs: needleRows([2, 3, 4, 6, 8], uniform(0.1, 2)),
  assuming: ({ a, b }, _attention, x) => x.constant(0).less(a).and(x.constant(0).less(b)).and(b.less(1)),
  check: rankIs(({ name }) => (name === plain.name ? 1 : 2)),
  expect: { reals: 'holds', float32: 'refuted' },
  cases: 2_000,
  controls: [{ name: 'softmax keeps rank 1', subject: softmax, check: rankIs(() => 1) }],
})
