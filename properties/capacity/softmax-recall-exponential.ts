import { arrays, elu1, forAll, gaussian, type Inputs, linear, type Measure, mixture } from 'attention-assay'
import { type Predicate, type Real, reconstructed, softmax, twoLevel, uniform } from 'attention-assay'
import { range, span } from 'attention-assay/predicate'

type Name = 'k' | 'v' | 'beta'
const first = (of: Real) => of.gather([0])
const others = (of: Real) => of.gather(span(1, of.shape[0]))
/** Δ = |k_1|² - max k_1·k_j. */
const margin = ({ k }: Inputs<Name>) =>
  first(k)
    .square()
    .sum(-1, true)
    .sub(first(k).matMul(others(k).transpose()).max(-1, true))
const error: Measure<Name> = ({ k, v, beta }, { output }) =>
  output({ q: first(k).mul(beta), k, v })
    .sub(first(v))
    .abs()
    .sum()
/** range(v) x/(1 + x) for x = (n - 1)e^(-βΔ). */
const bound = (of: Inputs<Name>, rate = 1) => {
  const odds = margin(of)
    .mul(of.beta.mul(-rate))
    .exp()
    .mul(of.k.shape[0] - 1)
  return range(of.v, 0)
    .mul(odds.div(odds.add(1)))
    .sum()
}
const recalled =
  (rate: number): Predicate<Name> =>
  (of, ...rest) =>
    error(of, ...rest).atMost(bound(of, rate))

const inputs = (least: number, most: number) =>
  arrays({
    dims: { tokens: [3, 8], width: [1, 2, 4] },
    arrays: { k: ['tokens', 'width'], v: ['tokens', 1], beta: [1, 1] },
    from: { k: mixture([1, twoLevel(1)], [2, gaussian(1)]), v: twoLevel(1), beta: uniform(least, most) },
  })

/** A stored key is recalled with an error that falls exponentially in βΔ: n may grow like e^(cβΔ), c < 1. */
export default forAll({
  id: 'softmax-recall-exponential',
  title: 'Softmax recalls a stored value up to an error exponentially small in the margin',
  statement: String.raw`q = \beta k_i,\ \beta \ge 0,\ \Delta = k_i\cdot k_i - \max_{j\ne i} k_i\cdot k_j,\ x = (n-1)e^{-\beta\Delta}:\quad |o - v_i| \le \mathrm{diam}(V)\,\frac{x}{1+x}`,
  source: reconstructed(
    '2008.02217',
    'Ramsauer et al.: exponential capacity; the bound is derived in the note',
  ),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: inputs(0.5, 4),
  assuming: ({ beta }) => beta.greaterEqual(0).all(),
  check: recalled(1),
  trivial: { name: 'Δ is 0 or less', region: (of) => margin(of).atMost(0) },
  tightness: (of, ...rest) => error(of, ...rest).div(bound(of)),
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    {
      name: 'negative β',
      hypothesis: 'β ≥ 0',
      inputs: inputs(-4, -0.5),
      assuming: ({ beta }) => beta.less(0).all(),
    },
  ],
  mutants: [{ name: '1.02 Δ', sharp: true, check: recalled(1.02) }],
})
