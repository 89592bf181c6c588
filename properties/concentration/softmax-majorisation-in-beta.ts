import { allScoresEqual, arrays, type Attention, elu1, folklore, forAll, gaussian } from 'attention-assay'
import { type Inputs, lattice, linear, mixture, type Predicate, softmax, uniform } from 'attention-assay'
import { majorises } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'low' | 'more'
/** The weights at the inverse temperatures β₁ = low and β₂ = factor · low + more. */
const both = ({ q, k, low, more }: Inputs<Name>, { weights }: Attention, factor = 1) => ({
  cold: weights({ q: q.mul(low.mul(factor).add(more)), k }),
  hot: weights({ q: q.mul(low), k }),
})

const colder =
  (factor?: number): Predicate<Name> =>
  (of, to) =>
    majorises(both(of, to, factor).cold, both(of, to, factor).hot)

export default forAll({
  id: 'softmax-majorisation-in-beta',
  title: 'A softmax at a lower temperature majorises one at a higher',
  statement: String.raw`0 \le \beta_1 < \beta_2:\quad \mathrm{softmax}(\beta_2 s) \succ \mathrm{softmax}(\beta_1 s)`,
  source: folklore('Marshall and Olkin, Inequalities: Theory of Majorization and Its Applications'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 8], d: [1, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], low: [1, 1], more: [1, 1] },
    from: {
      q: gaussian(1),
      k: mixture([3, gaussian(1)], [1, lattice(2)]),
      low: uniform(0, 3),
      more: uniform(2 ** -6, 2),
    },
  }),
  trivial: allScoresEqual,
  check: colder(),
  tightness: (of, attention) => both(of, attention).hot.max().div(both(of, attention).cold.max()),
  cases: 2400,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'elu1 along q → βq', subject: linear(elu1) }],
  ablations: [
    {
      name: 'negative β',
      hypothesis: 'β₁ ≥ 0',
      check: (of, ...rest) => colder()({ ...of, low: of.low.add(of.more).neg() }, ...rest),
    },
  ],
  mutants: [
    {
      name: 'β₂ ≥ 0.98 β₁',
      sharp: true,
      check: (of, ...rest) => colder(0.98)({ ...of, more: of.more.mul(0) }, ...rest),
    },
  ],
})
