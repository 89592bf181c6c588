import { arrays, type Case, derived, forAll, lattice, linear, type Predicate } from 'attention-assay'
import { type Real, softmax, taylor2 } from 'attention-assay'
import { allEqual, asScores, equalRows, iff } from 'attention-assay/predicate'
import fc from 'fast-check'

const dims = { n: [2, 3], d: [2, 3, 4] }
const vectors = arrays({ dims, arrays: { u: ['n', 1], v: [1, 'd'], s: ['n', 'd'] }, from: lattice(3) })
/** u 1ᵀ + 1 vᵀ. */
const additive = vectors.map(({ inputs: { u, v, s } }): Case<'s'> => {
  const d = v.data.length
  const data = s.data.map((_, at) => u.data[Math.floor(at / d)] + v.data[at % d])
  return { inputs: { s: { ...s, data } }, distribution: 'u 1ᵀ + 1 vᵀ' }
})

/** S = u 1ᵀ + 1 vᵀ: each row is the first one and a constant. */
const isAdditive = (s: Real) => {
  const above = s.sub(s.gather([0]))
  return allEqual(above, above.gather([0], 1))
}

const oneIff =
  (is: (s: Real) => ReturnType<typeof isAdditive>): Predicate<'s'> =>
  ({ s }, attention, x) =>
    iff(attention.weights(asScores(s, x)).rank().atMost(1), is(s))

export default forAll({
  id: 'softmax-rank-one-iff',
  title: 'Softmax weights have rank 1 exactly when the scores are a sum of a column and a row',
  statement: String.raw`\operatorname{rank}\,\mathrm{softmax}(S) = 1 \iff \exists u, v:\ S = u\mathbf{1}^\top + \mathbf{1}v^\top`,
  source: derived(),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: fc.oneof(additive, arrays({ dims, arrays: { s: ['n', 'd'] }, from: lattice(1) })),
  cover: [{ name: 'a sum of a column and a row', atLeast: 0.3, region: ({ s }) => isAdditive(s) }],
  trivial: { name: 'all rows equal', region: ({ s }) => equalRows(s) },
  check: oneIff(isAdditive),
  cases: 2000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 'iff rank S ≤ 1', check: oneIff((s) => s.rank().atMost(1)) },
    { name: 'taylor2 kernel', subject: linear(taylor2) },
  ],
})
