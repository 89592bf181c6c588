import { changedQuery, forAll, type Measure, midway, ofScores, type Predicate } from 'attention-assay'
import { reconstructed, softmax, softmaxAttention, uniform } from 'attention-assay'
import { shares } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'r'
/** How the weights move when the scores go from K(q - r/2) to K(q + r/2). */
const moved: Measure<Name> = ({ q, k, r }, { weights }) =>
  weights({ q: q.add(r.div(2)), k }).sub(weights({ q: q.sub(r.div(2)), k }))
/** The inner product of both changes. */
const along: Measure<Name> = (of, to, x) => moved(of, to, x).mul(of.r.matMul(of.k.transpose())).sum()

const squares: Measure<Name> = (of, to, x) => moved(of, to, x).square().sum()
const atLeast =
  (modulus: number): Predicate<Name> =>
  (of, to, x) =>
    squares(of, to, x)
      .mul(modulus)
      .atMost(along(of, to, x))
const positive = changedQuery({
  ...{ tokens: [2, 3], width: 2 },
  from: { q: uniform(2, 8), k: uniform(0, 1), r: uniform(-4, 4) },
})
const ofPositive = ofScores('s/Σs', (scores, x) => {
  x.assume(scores.greater(0).all())
  return shares(scores)
})

export default forAll({
  id: 'softmax-2-cocoercive',
  title: 'Softmax is co-coercive with modulus 2',
  statement: String.raw`\forall x, y \in \mathbb{R}^n:\quad \langle \mathrm{softmax}(x) - \mathrm{softmax}(y), x - y\rangle \ge 2\,\|\mathrm{softmax}(x) - \mathrm{softmax}(y)\|_2^2`,
  source: reconstructed('1704.00805', 'Gao and Pavel: modulus 1; 2 is derived in the note'),
  subject: softmax,
  needs: ['unit-scale', 'no-positions'],
  inputs: changedQuery({ tokens: [2, 8, 32], width: [1, 2, 8], from: midway(0.3) }),
  cover: [
    {
      name: 'the weights move',
      atLeast: 0.5,
      region: (of, to, x) => moved(of, to, x).abs().max().greater(0.01),
    },
  ],
  trivial: { name: 'no score changes', region: ({ k, r }) => r.matMul(k.transpose()).equal(0).all() },
  check: atLeast(2),
  tightness: (of, to, x) =>
    squares(of, to, x)
      .mul(2)
      .div(along(of, to, x)),
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'inverse temperature 2', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [
    {
      name: '(1 + s²)/Σ(1 + s²)',
      hypothesis: 'softmax is the gradient of a convex function',
      subject: ofScores('1 + s², divided', (s) => shares(s.square().add(1))),
    },
    {
      name: 's/Σs, s > 0',
      hypothesis: 'softmax is the gradient of a convex function',
      subject: ofPositive,
      inputs: positive,
    },
  ],
  mutants: [{ name: 'modulus 2.04', sharp: true, check: atLeast(2.04) }],
})
