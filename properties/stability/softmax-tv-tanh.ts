import { changedQuery, derived, forAll, type Predicate, softmax, softmaxAttention } from 'attention-assay'
import { apart, range, tanh, totalVariation } from 'attention-assay/predicate'

/** TV(softmax(Kq), softmax(K(q + r))) is at most tanh of a quarter of some size of the change Kr. */
const within =
  (size: typeof range): Predicate =>
  ({ q, k, r }, attention) => {
    const before = attention.weights({ q, k })
    const after = attention.weights({ q: q.add(r), k })
    const change = r.matMul(k.transpose())
    return totalVariation(before, after).atMost(tanh(size(change).div(4)))
  }

export default forAll({
  id: 'softmax-tv-tanh',
  title: 'A change d of the scores moves softmax by at most tanh(range(d)/4) in total variation',
  statement: String.raw`\forall x, d \in \mathbb{R}^n:\quad \mathrm{TV}(\mathrm{softmax}(x), \mathrm{softmax}(x+d)) \le \tanh\!\left(\tfrac{\max d - \min d}{4}\right)`,
  source: derived('sharp: attained at x = -d/2, n = 2'),
  subject: softmax,
  inputs: changedQuery({ tokens: [2, 8, 32], width: [1, 4, 16] }),
  // A change that is hardly one moves nothing.
  cover: [
    {
      name: 'a change of range more than 1',
      atLeast: 0.3,
      region: ({ r, k }, _attention, x) => apart(r.matMul(k.transpose()), x),
    },
  ],
  check: within(range),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'inverse temperature 2, d at temperature 1', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [
    {
      name: 'max |d| in place of the range',
      hypothesis: 'the range of d, which can be twice its size',
      check: within((change) => change.abs().max(-1)),
    },
  ],
})
