import { type Attention, bind, elu1, folklore, forAll, gaussian, type Inputs, lattice } from 'attention-assay'
import { linear, mixture, type Recorder, sequences, softmax, softmaxAttention } from 'attention-assay'
import { allEqual, equalRows, span, stacked } from 'attention-assay/predicate'

/** The same attention without a mask. */
const bidirectional = ({ linear: parts }: Attention, x: Recorder) =>
  bind(parts ? linear(parts.map) : softmax, x)

function onPrefixes({ q, k, v }: Inputs<'q' | 'k' | 'v'>, attention: Attention, x: Recorder) {
  const output = attention.output({ q, k, v })
  const rows = Array.from({ length: q.shape[0] }, (_, row) => {
    const prefix = span(0, row + 1)
    const alone = { q: q.gather([row]), k: k.gather(prefix), v: v.gather(prefix) }
    return bidirectional(attention, x).output(alone)
  })
  return allEqual(output, stacked(rows))
}

/** A causal row is the bidirectional one on the tokens up to its own. */
export default forAll({
  id: 'causal-rows-are-prefixes',
  title: 'A causal row is what attention without a mask makes of the prefix',
  statement: String.raw`f_{\text{causal}}(Q, K, V)_i = f(q_i, K_{\le i}, V_{\le i})`,
  source: folklore(),
  subject: [softmaxAttention({ mask: 'causal' }), linear(elu1, { mask: 'causal' })],
  needs: ['own-subject'],
  inputs: sequences({ tokens: [2, 3, 5], width: [1, 2], from: mixture([3, gaussian(1)], [1, lattice(3)]) }),
  check: onPrefixes,
  trivial: { name: 'all values are equal', region: ({ v }) => equalRows(v) },
  // Each is decided exactly, which takes milliseconds.
  cases: 1500,
  expect: { reals: 'holds' },
  controls: [
    { name: 'one key more', subject: softmaxAttention({ mask: (query, key) => key <= query + 1 }) },
    {
      name: 'a window of two',
      subject: softmaxAttention({ mask: (query, key) => key <= query && key > query - 2 }),
    },
  ],
  ablations: [softmax, linear(elu1)].map((subject) => ({
    ...{ name: `${subject.name}, no mask`, hypothesis: 'causal', subject },
  })),
})
