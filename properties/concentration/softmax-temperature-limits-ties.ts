import { arrays, derived, elu1, forAll, type Inputs, lattice, linear, type Measure } from 'attention-assay'
import { type Predicate, softmax, uniform, withNumbers } from 'attention-assay'
import { asScores, totalVariation, where } from 'attention-assay/predicate'

type Name = 's' | 'beta'
/** 1 where a score is the largest, else 0; how many there are; the gap to the next one. */
function largest({ s }: Inputs<Name>) {
  const below = s.sub(s.max(-1, true))
  const is = where(below.less(0), s.mul(0), s.mul(0).add(1))
  const gap = where(below.less(0), below, s.mul(0).sub(64)).max(-1, true).neg()
  return { is, many: is.sum(-1, true), gap }
}
const apart: Measure<Name> = (of, { weights }, x) => {
  const { is, many } = largest(of)
  const p = weights(asScores(of.s.mul(of.beta), x))
  return totalVariation(p, is.div(many)).sum()
}
/** (n - m)/m e^(-rate β g). */
const bound = (of: Inputs<Name>, rate = 1) => {
  const { many, gap } = largest(of)
  const decay = gap.mul(of.beta).mul(-rate).exp()
  return many.neg().add(of.s.shape[1]).div(many).mul(decay).sum()
}
const within =
  (rate?: number): Predicate<Name> =>
  (of, to, x) =>
    apart(of, to, x).atMost(bound(of, rate))

/** Six largest scores of eight, and β < 0. */
const six = withNumbers(
  arrays({ arrays: { s: [1, 8], beta: [1, 1] }, from: { s: lattice(3), beta: uniform(-3, 0) } }),
  ({ s }) => ({ s: s.data.map((u, at) => (at < 6 ? 3 : u)) }),
)

export default forAll({
  id: 'softmax-temperature-limits-ties',
  title: 'As the temperature falls softmax goes to uniform weights on the largest scores',
  statement: String.raw`m \text{ largest scores, the next } g \text{ below},\ \beta \ge 0:\quad \mathrm{TV}\bigl(\mathrm{softmax}(\beta s), \tfrac1m[s_j = \max s]\bigr) \le \frac{n-m}{m}\,e^{-\beta g}`,
  source: derived(),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 8] },
    arrays: { s: [1, 'n'], beta: [1, 1] },
    from: { s: lattice(3), beta: uniform(0, 6) },
  }),
  assuming: ({ beta }) => beta.greaterEqual(0).all(),
  cover: [
    { name: 'several largest scores', atLeast: 0.2, region: (of) => largest(of).many.greater(1).all() },
  ],
  trivial: { name: 'the bound is 1 or more', region: (of) => bound(of).greaterEqual(1) },
  check: within(),
  tightness: (of, to, x) => apart(of, to, x).div(bound(of)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    { name: 'β < 0', hypothesis: 'β ≥ 0', inputs: six, assuming: ({ beta }) => beta.less(0).all() },
  ],
  mutants: [{ name: '1.02 g', sharp: true, check: within(1.02) }],
})
