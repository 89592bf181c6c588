import { changedQuery, forAll, type Measure, midway, type Predicate, type Real } from 'attention-assay'
import { reconstructed, softmax, softmaxAttention } from 'attention-assay'
import { apart, range } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'r'
/** The change Kr of the scores, from K(q - r/2). */
const change: Measure<Name> = ({ k, r }) => r.matMul(k.transpose())
const moved: Measure<Name> = ({ q, k, r }, { weights }) =>
  weights({ q: q.add(r.div(2)), k }).sub(weights({ q: q.sub(r.div(2)), k }))

/** In the norms for 1, 2, 4 and ∞, the weights move by at most this share of what the scores move by. */
const within =
  (share: number): Predicate<Name> =>
  (...of) => {
    const [p, s] = [moved(...of), change(...of)]
    const inSum = p.abs().sum().atMost(s.abs().sum().mul(share))
    const inSquares = p.square().sum().atMost(s.square().sum().mul(share).mul(share))
    const fourth = (of: Real) => of.square().square().sum()
    const inFourth = fourth(p).atMost(
      fourth(s)
        .mul(share ** 2)
        .mul(share ** 2),
    )
    return inSum
      .and(inSquares)
      .and(inFourth)
      .and(p.abs().max().atMost(s.abs().max().mul(share)))
  }

export default forAll({
  id: 'softmax-half-lipschitz',
  title: 'Softmax is 1/2-Lipschitz in the norms for p = 1, 2, 4 and ∞',
  statement: String.raw`\forall x, y \in \mathbb{R}^n,\ p \in \{1, 2, 4, \infty\}:\quad \|\mathrm{softmax}(x) - \mathrm{softmax}(y)\|_p \le \tfrac12\|x - y\|_p`,
  source: reconstructed('2510.23012', 'Nair, for all p; the note derives it'),
  subject: softmax,
  needs: ['unit-scale', 'no-positions'],
  inputs: changedQuery({ tokens: [2, 8, 32], width: [1, 2, 8], from: midway(0.3) }),
  cover: [
    {
      name: 'scores changed by a range above 1',
      atLeast: 0.1,
      region: (of, to, x) => apart(change(of, to, x), x),
    },
  ],
  trivial: {
    name: 'a change of all scores by more than 2',
    region: (...of) => range(change(...of)).greater(4),
  },
  check: within(0.5),
  tightness: (of, to, x) =>
    moved(of, to, x)
      .abs()
      .sum()
      .mul(2)
      .div(change(of, to, x).abs().sum()),
  cases: 6000,
  expect: { reals: 'holds' },
  controls: [{ name: 'inverse temperature 2', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [
    {
      name: 'β = 1.1',
      hypothesis: 'β = 1: at inverse temperature β the constant is β/2',
      subject: softmaxAttention({ scale: 1.1 }),
    },
  ],
  mutants: [{ name: '0.49', sharp: true, check: within(0.49) }],
})
