import { alibiAttention, bind, derived, forAll, gaussian, lattice, mixture } from 'attention-assay'
import { type Predicate, sequences, softmaxAttention } from 'attention-assay'
import { allEqual, equalRows, span } from 'attention-assay/predicate'

const SLOPE = 0.25
/** Causal softmax of (q, 1) and (k, slope · j). */
const ofWiderTokens =
  (slope: number): Predicate<'q' | 'k' | 'v'> =>
  ({ q, k, v }, { output }, x) => {
    const n = k.shape[0]
    const places = x.constant(span(0, n), [n, 1]).mul(slope)
    const wider = { q: q.concat(x.constant(1, [n, 1]), 1), k: k.concat(places, 1), v }
    return allEqual(output({ q, k, v }), bind(softmaxAttention({ mask: 'causal' }), x).output(wider))
  }

/** A distance is a difference, and what depends on the query alone cancels: the bias needs nothing but a wider key. */
export default forAll({
  id: 'alibi-is-one-more-coordinate',
  title: 'Causal ALiBi is causal softmax with one more coordinate, which holds the position of each key',
  statement: String.raw`\operatorname{softmax}_{j\le i}\bigl(q_i\cdot k_j - m\,|i-j|\bigr) = \operatorname{softmax}_{j\le i}\bigl((q_i, 1)\cdot(k_j, mj)\bigr)`,
  source: derived('the published code of ALiBi, arXiv 2108.12409, adds m·j to scores for this reason'),
  subject: alibiAttention({ slope: SLOPE }),
  needs: ['own-subject'],
  inputs: sequences({ tokens: [2, 3, 5], width: [1, 2], from: mixture([3, gaussian(1)], [1, lattice(3)]) }),
  check: ofWiderTokens(SLOPE),
  trivial: { name: 'all values are equal', region: ({ v }) => equalRows(v) },
  cases: 1600,
  expect: { reals: 'holds' },
  controls: [
    { name: 'the other sign', check: ofWiderTokens(-SLOPE) },
    { name: 'twice the slope', subject: alibiAttention({ slope: 2 * SLOPE }) },
  ],
  ablations: [
    { name: 'no mask', hypothesis: 'causal', subject: alibiAttention({ slope: SLOPE, mask: 'none' }) },
  ],
})
