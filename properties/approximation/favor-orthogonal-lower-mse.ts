import { always, arrays, forAll, gaussian, type Measure, mixture, type Predicate } from 'attention-assay'
import { published, uniform } from 'attention-assay'
import { allAtMost, span } from 'attention-assay/predicate'

type Name = 't' | 'e'
/** Terms of the series, none of which is negative. */
const TERMS = 48

/** Σ_k t^k/k! (1 - Π_{j<k} (d + j)/(d + 2j)), the gap of the two errors but for a factor, from below. */
const gap: Measure<Name> = ({ t, e }, _attention, x) => {
  const d = e.shape[0]
  let power = t.sum()
  let share = x.constant(1)
  const terms = span(2, TERMS).map((k) => {
    power = power.mul(t.sum()).div(k)
    share = share.mul(x.rational(d + k - 1, d + 2 * k - 2))
    return power.mul(share.neg().add(1))
  })
  return terms.reduceRight((sum, term) => sum.add(term))
}
/** 2/(d + 2) (e^(t/2) - 1)², the stated one but for the same factor. */
const stated: Measure<Name> = ({ t, e }, _attention, x) =>
  t
    .sum()
    .div(2)
    .exp()
    .sub(1)
    .square()
    .mul(x.rational(2, e.shape[0] + 2))
const atLeast =
  (factor: number): Predicate<Name> =>
  (...of) =>
    allAtMost(stated(...of).mul(factor), gap(...of))

/** With w_1 + w_2 isotropic, of squared length χ² with 2d degrees of freedom: both sides over (m-1)/m e^(2q·k - t). */
export default forAll({
  id: 'favor-orthogonal-lower-mse',
  title: 'Orthogonal directions lower the mean squared error of positive features, by Theorem 2 of FAVOR+',
  statement: String.raw`t = |q+k|^2:\quad \mathrm{MSE}_{iid} - \mathrm{MSE}_{ort} \ge \tfrac{2(m-1)}{m(d+2)}\bigl(e^{q\cdot k} - e^{-(|q|^2+|k|^2)/2}\bigr)^2,\ \text{by } e^t - E_{ort} = \sum_{k\ge2} \tfrac{t^k}{k!}\Bigl(1 - \prod_{j<k}\tfrac{d+j}{d+2j}\Bigr)`,
  source: published(
    '2009.14794',
    'Choromanski et al.: Theorem 2; the series of the gap is derived in the note',
  ),
  inputs: arrays({
    dims: { d: [2, 3, 4, 8, 16, 64] },
    arrays: { t: [1], e: ['d'] },
    from: { t: mixture([1, gaussian(0.1)], [1, uniform(0, 1)], [1, uniform(0, 8)]), e: gaussian(1) },
    fixed: ['e'],
  }),
  assuming: ({ t }) => t.greater(0).all(),
  trivial: { name: 'both sides are below 2^-40', region: ({ t }) => t.less(2 ** -20).all() },
  check: atLeast(1),
  tightness: (...of) => stated(...of).div(gap(...of)),
  cases: 2000,
  expect: { reals: 'holds' },
  controls: [{ name: 'twice the bound', check: atLeast(2) }],
  ablations: [
    {
      name: 't below 0',
      hypothesis: 't is a square',
      inputs: arrays({
        dims: { d: [2, 4] },
        arrays: { t: [1], e: ['d'] },
        from: { t: uniform(-8, -1), e: gaussian(1) },
      }),
      assuming: always,
    },
  ],
  mutants: [{ name: '1.02 times the bound', sharp: true, check: atLeast(1.02) }],
})
