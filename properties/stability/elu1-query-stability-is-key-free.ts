import { changedQuery, derived, elu1, exponential, forAll, gaussian, hedgehog, linear } from 'attention-assay'
import { type Measure, mixture, type Predicate, relu, softmax, withNumbers } from 'attention-assay'
import { allAtMost, tanh, totalVariation } from 'attention-assay/predicate'
import fc from 'fast-check'

const from = { q: gaussian(1), k: mixture([1, gaussian(1)], [1, gaussian(10)]), r: gaussian(1) }
/** Keys that each see one coordinate, (a, -a) and (-b, b), and a query that changes in both, midway at (c, c). */
const opposed = withNumbers(
  changedQuery({ tokens: 2, width: 2, from: { ...from, k: gaussian(20) } }),
  ({ q, k, r }) => {
    const [a, b] = k.data.map(Math.abs)
    const [c, change] = [-Math.abs(q.data[0]) - 2, Math.min(2, Math.abs(r.data[0]))]
    return { q: [c, c], k: [a, -a, -b, b], r: [change, -change] }
  },
  'opposed keys',
)

const moved: Measure<'q' | 'k' | 'r'> = ({ q, k, r }, { weights }) =>
  totalVariation(weights({ q: q.sub(r.div(2)), k }), weights({ q: q.add(r.div(2)), k }))
const within =
  (rate: number): Predicate<'q' | 'k' | 'r'> =>
  (of, to, x) =>
    allAtMost(moved(of, to, x), tanh(of.r.abs().max().mul(rate)))

export default forAll({
  id: 'elu1-query-stability-is-key-free',
  title:
    'How far a change of the query moves elu + 1, exp and hedgehog attention does not depend on the keys',
  statement: String.raw`\varphi \in \{\mathrm{elu}+1, \exp, \mathrm{hedgehog}\}:\quad \forall K, q, q':\quad \mathrm{TV}(L_K(q), L_K(q')) \le \tanh\bigl(\tfrac12\|q - q'\|_\infty\bigr)`,
  source: derived('|∂φ| ≤ φ, and softmax-tv-tanh'),
  subject: [elu1, exponential, hedgehog].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: fc.oneof(changedQuery({ tokens: [2, 5], width: [1, 3], from }), opposed),
  trivial: { name: 'the bound is above 0.97', region: ({ r }) => r.abs().max().greater(4.2) },
  check: within(0.5),
  tightness: (of, to, x) =>
    moved(of, to, x)
      .div(tanh(of.r.abs().max().div(2)))
      .sum(),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'softmax', subject: softmax }],
  ablations: [{ name: 'relu', hypothesis: '|∂φ| ≤ φ', subject: linear(relu) }],
  mutants: [{ name: '0.49 in place of 1/2', sharp: true, check: within(0.49) }],
})
