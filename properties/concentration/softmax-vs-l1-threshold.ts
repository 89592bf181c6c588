import { arrays, type Case, derived, forAll, type Inputs, type Predicate, softmax } from 'attention-assay'
import { softmaxAttention, uniform } from 'attention-assay'
import { asScores, majorises } from 'attention-assay/predicate'
import fc from 'fast-check'

const scores = (least: number, most: number): fc.Arbitrary<Case<'s'>> =>
  arrays({ dims: { n: [2, 3, 8] }, arrays: { s: [1, 'n'] }, from: uniform(least, most) })

const linear = ({ s }: Inputs<'s'>) => s.div(s.sum())
const softmaxWins: Predicate<'s'> = ({ s }, { weights }, x) =>
  majorises(weights(asScores(s, x)), linear({ s }))
const linearWins: Predicate<'s'> = ({ s }, { weights }, x) =>
  majorises(linear({ s }), weights(asScores(s, x)))

/** Each half of the claim on the scores that it is about. */
const decided =
  (threshold = 1): Predicate<'s'> =>
  (of, ...rest) =>
    of.s
      .min()
      .less(threshold)
      .or(softmaxWins(of, ...rest))
      .and(
        of.s
          .max()
          .greater(threshold)
          .or(linearWins(of, ...rest)),
      )

export default forAll({
  id: 'softmax-vs-l1-threshold',
  title: 'Softmax majorises s/Σs where all scores are at least 1, and is majorised where all are at most 1',
  statement: String.raw`\min s \ge 1 \Rightarrow \mathrm{softmax}(s) \succ s/\textstyle\sum s,\qquad s \in (0, 1]^n \Rightarrow s/\sum s \succ \mathrm{softmax}(s)`,
  source: derived('by the likelihood-ratio lemma, from e^x/x'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: fc.oneof(scores(1, 8), scores(1, 1.5), scores(2 ** -10, 1)),
  trivial: { name: 'all scores equal', region: ({ s }) => s.max().equal(s.min()) },
  check: decided(),
  cases: 2400,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'inverse temperature 1/2', subject: softmaxAttention({ scale: 0.5 }) }],
  ablations: [
    {
      name: 'scores on both sides of 1, softmax',
      hypothesis: 'min s ≥ 1',
      inputs: scores(0.1, 3),
      check: softmaxWins,
    },
    {
      name: 'scores on both sides of 1, linear',
      hypothesis: 'max s ≤ 1',
      inputs: scores(0.1, 3),
      check: linearWins,
    },
  ],
  mutants: [
    { name: '0.98 in place of 1', sharp: true, inputs: scores(0.98, 1), check: decided(0.98) },
    { name: '1.02 in place of 1', sharp: true, inputs: scores(1, 1.02), check: decided(1.02) },
  ],
})
