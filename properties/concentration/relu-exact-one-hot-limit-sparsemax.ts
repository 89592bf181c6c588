import { arrays, forAll, lattice, type Predicate, published, softmax } from 'attention-assay'
import { sparsemaxAttention } from 'attention-assay'
import { asScores, eye } from 'attention-assay/predicate'

/** One of the scores s/64 is at least gap/64 above all others. */
const apart =
  (gap: number): Predicate<'s'> =>
  ({ s }, _attention, x) =>
    s.transpose().sub(s).add(eye(s.shape[1], x).mul(gap)).min(1).greaterEqual(gap).any()
/** Exactly then the weights are 1 and zeros. */
const oneHotFrom =
  (gap: number): Predicate<'s'> =>
  ({ s }, attention, x) => {
    const p = attention.weights(asScores(s.div(64), x))
    return p
      .max()
      .equal(1)
      .and(p.abs().sum().equal(1))
      .iff(apart(gap)({ s }, attention, x))
  }

export default forAll({
  id: 'relu-exact-one-hot-limit-sparsemax',
  title: 'Sparsemax pays all to one key exactly when its score is at least 1 above all others',
  statement: String.raw`s \in \mathbb{R}^n,\ n \ge 2:\quad \mathrm{sparsemax}(s) = e_j \text{ for some } j \iff s_{(1)} - s_{(2)} \ge 1`,
  source: published('1602.02068', 'Martins and Astudillo; the proof is in the note'),
  subject: sparsemaxAttention(),
  needs: ['own-subject'],
  inputs: arrays({ dims: { n: [2, 3, 5] }, arrays: { s: [1, 'n'] }, from: lattice(96) }),
  cover: [{ name: 'a gap of 1 or more', atLeast: 0.1, region: apart(64) }],
  trivial: { name: 'all scores equal', region: ({ s }) => s.max().equal(s.min()) },
  check: oneHotFrom(64),
  cases: 3000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 'a gap of 2', check: oneHotFrom(128) },
    { name: 'softmax', subject: softmax },
  ],
  mutants: [
    { name: 'a gap of 63/64', sharp: true, check: oneHotFrom(63) },
    { name: 'a gap of 65/64', sharp: true, check: oneHotFrom(65) },
  ],
})
