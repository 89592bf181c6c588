import {
  arrays,
  type Attention,
  forAll,
  identity,
  type Inputs,
  linear,
  type Predicate,
  type Real,
  reconstructed,
  type Recorder,
  softmax,
  uniform,
} from 'attention-assay'
import { distinctRows, selfAttentionRowSums } from 'attention-assay/papers/softmax-vs-linear'

const plain = linear(identity)

/** The row sums [n, 1] of a data set with drawn a, b and needle, c = 1 - b; d = 3 stands for all, as X is all ones. */
const rowSums = ({ a, b, needle }: Inputs, x: Recorder): Real =>
  selfAttentionRowSums(
    { n: needle.shape[1], d: 3, a: a, b: b, c: x.constant(1).sub(b), needle: needle.transpose() },
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

const needles = arrays({
  dims: { tokens: [2, 3, 4, 6, 8] },
  arrays: { a: [], b: [], needle: [1, 'tokens'] },
  from: { a: uniform(0.1, 2), b: uniform(0.1, 0.9), needle: distinctRows },
  fixed: ['needle'],
})

/** On the paper's data softmax raises the rank of the logits from 1 to 2, and linear attention does not. */
export default forAll({
  id: 'seed-ranks',
  title: 'On the seed data softmax raises rank 1 to 2, linear attention keeps 1',
  statement: String.raw`a > 0:\quad \operatorname{rank}(AXA^\top) = 1,\ \operatorname{rank} f_{\exp} = 2,\ \operatorname{rank} f_{\mathrm{lin}} = 1\qquad (X = \mathbf{1}\mathbf{1}^\top)`,
  source: reconstructed(
    '2310.11685',
    'Deng, Song, Zhou: data; confirm constants against the paper before citing. The ranks are derived in the note',
  ),
  subject: [softmax, plain],
  inputs: needles,
  assuming: ({ a, b }, _attention, x) => x.constant(0).less(a).and(x.constant(0).less(b)).and(b.less(1)),
  check: rankIs(({ name }) => (name === plain.name ? 1 : 2)),
  expect: { reals: 'holds', float32: 'refuted' },
  cases: 2_000,
  controls: [{ name: 'softmax keeps rank 1', subject: softmax, check: rankIs(() => 1) }],
})
