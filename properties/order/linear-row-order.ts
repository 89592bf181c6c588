import { allScoresEqual, cosformer, favor, FEATURE_MAPS, focused, folklore, forAll } from 'attention-assay'
import { identity, inline, linear, queryAndKeys, softmax, softmaxAttention, taylor2 } from 'attention-assay'
import { tilt, uniform, withMap } from 'attention-assay'
import { scoresOf } from 'attention-assay/predicate'

const maps = FEATURE_MAPS.filter((map) => map !== identity)
const random = favor({
  directions: (d) => [1, -1, 0.5].map((a) => Array.from({ length: d }, (_, i) => a ** i)),
})

/** Folklore, false: a larger score q·k always gets a larger linear attention weight. */
export default forAll({
  id: 'linear-row-order',
  title: 'Linear attention keeps the strict order of the scores',
  statement: String.raw`\varphi \in \{\mathrm{relu}, \mathrm{elu}+1, \exp, \mathrm{hedgehog}, \mathrm{taylor2}\}:\ \forall q, K\ \forall i, j:\quad q\cdot k_i > q\cdot k_j \iff L_K(q)_i > L_K(q)_j`,
  source: folklore('loss of monotonicity reported by Zhang et al., Hedgehog, arXiv 2402.04347'),
  subject: maps.map((map) => linear(map)),
  needs: ['feature-map', 'all-keys', 'no-positions'],
  inputs: queryAndKeys({ tokens: [2, 3, 8], width: [2, 4] }),
  trivial: allScoresEqual,
  check: ({ q, k }, attention) => scoresOf({ q, k }).sameOrder(attention.weights({ q, k })),
  cases: 4000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [
    { name: 'softmax of the negated scores', subject: softmaxAttention({ scale: -1 }) },
    // A counterexample of each map: the claim's own is one of them.
    ...withMap([...maps, focused(3), cosformer(8), random]),
  ],
  restrictions: [
    { name: 'exponential kernel of the score', hypothesis: 'κ(q, k) = exp(q·k)', subject: softmax },
    {
      name: 'taylor2, all scores above -1',
      hypothesis: 's > -1, where 1 + s + s²/2 increases',
      subject: linear(taylor2),
      assuming: ({ q, k }, _attention, x) => x.constant(-1).less(scoresOf({ q, k })).all(),
    },
    {
      name: 'id, positive sum of scores',
      hypothesis: 'Σ s > 0',
      subject: linear(identity),
      assuming: ({ q, k }, _attention, x) => x.constant(0).less(scoresOf({ q, k }).sum(-1)).all(),
    },
    { name: 'InLine, map id', hypothesis: 'κ(q, k) = q·k, centred', subject: inline(identity) },
    {
      name: 'tilt, |k| at most 2',
      hypothesis: 'κ(q, k) = 1 + 2|q| + q·k > 0',
      subject: linear(tilt(2)),
      inputs: queryAndKeys({ tokens: [2, 3, 8], width: [2, 4], from: uniform(-1, 1) }),
    },
  ],
})
