import { changedQuery, derived, forAll, type Measure, midway, type Predicate } from 'attention-assay'
import { type Real, softmax, softmaxAttention } from 'attention-assay'
import { apart, range, tanh, totalVariation } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'r'
/** The change d = Kr of the scores, from x = K(q - r/2). */
const change: Measure<Name> = ({ k, r }) => r.matMul(k.transpose())
const moved: Measure<Name> = ({ q, k, r }, { weights }) =>
  totalVariation(weights({ q: q.sub(r.div(2)), k }), weights({ q: q.add(r.div(2)), k }))

const largest = (d: Real) => d.abs().max(-1)

/** The total variation is at most tanh of some size of d, over a divisor. */
const within =
  (divisor: number, size: typeof range = range): Predicate<Name> =>
  (...of) =>
    moved(...of).atMost(tanh(size(change(...of)).div(divisor)))

export default forAll({
  id: 'softmax-tv-tanh',
  title: 'A change d of the scores moves softmax by at most tanh(range(d)/4) in total variation',
  statement: String.raw`\forall x, d \in \mathbb{R}^n:\quad \mathrm{TV}(\mathrm{softmax}(x), \mathrm{softmax}(x+d)) \le \tanh\!\left(\tfrac{\max d - \min d}{4}\right)`,
  source: derived('sharp: attained at x = -d/2, n = 2'),
  subject: softmax,
  needs: ['unit-scale', 'no-positions'],
  inputs: changedQuery({
    tokens: [2, 8, 32],
    width: [1, 2, 8],
    from: midway(1),
  }),
  cover: [{ name: 'd of range above 1', atLeast: 0.3, region: (of, to, x) => apart(change(of, to, x), x) }],
  trivial: { name: 'the bound is above 0.97', region: (...of) => range(change(...of)).greater(8.4) },
  check: within(4),
  tightness: (...of) => moved(...of).div(tanh(range(change(...of)).div(4))),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'inverse temperature 2, d at temperature 1', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [
    { name: 'tanh(max |d|/4)', hypothesis: 'the range of d, up to 2 max |d|', check: within(4, largest) },
  ],
  mutants: [{ name: 'tanh(range/4.08)', sharp: true, check: within(4.08) }],
})
