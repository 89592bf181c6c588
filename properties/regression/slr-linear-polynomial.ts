import { arrays, type Distribution, forAll, identity, type Inputs, linear, mixture } from 'attention-assay'
import { type Predicate, type Real, reconstructed, type Recorder, signs, uniform } from 'attention-assay'
import { bestLinearWeights, riskOfLinearWeights } from 'attention-assay/papers/single-location-regression'

const best: Distribution = {
  name: 'the best weights',
  fill: (_draws, data, offset, rows, width) => data.fill(0, offset, offset + rows * width),
}
const off: Distribution = {
  name: 'off the best weights by normal numbers times 2^-3 … 2^-22',
  fill: (draws, data, offset, rows, width) =>
    draws.fillNormal(data, offset, offset + rows * width, 2 ** -(3 + draws.below(20))),
}

/** 1 / (1 + 1/(L-1) + ν/L). */
const least = ({ root, noise }: Inputs, x: Recorder): Real => bestLinearWeights(noise.shape[1], root, x).risk

const riskAtOffset: (...of: Parameters<Predicate<'root' | 'noise' | 'off'>>) => Real = (
  { root, noise, off },
  attention,
  x,
) => {
  const { u, w } = bestLinearWeights(noise.shape[1], root, x)
  const [du, dw] = [off.gather([0]), off.gather([1])].map((number) => number.reshape([]))
  return riskOfLinearWeights({ u: u.add(du), w: w.add(dw) }, root, noise, attention, x)
}

/** The risk is at least the bound, and equal to it for the best weights alone. */
const isLeast =
  (bound: typeof least): Predicate<'root' | 'noise' | 'off'> =>
  (inputs, attention, x) => {
    const [risk, limit] = [riskAtOffset(inputs, attention, x), bound(inputs, x)]
    return limit.atMost(risk).and(risk.atMost(limit).iff(inputs.off.equal(0).all()))
  }

/** 1 / (1 + ν/L). */
const withoutOthers: typeof least = ({ root, noise }, x) =>
  x.constant(noise.shape[1]).div(root.square().add(noise.shape[1]))
const raised: typeof least = (inputs, x) => least(inputs, x).mul(x.rational(102, 100))

/** Weights that are linear in the tokens leave a risk that falls only like L/ν. */
export default forAll({
  id: 'slr-linear-polynomial',
  title:
    'Weights that are linear in the tokens of single-location regression leave a risk of at least 1/(1 + 1/(L-1) + ν/L)',
  statement: String.raw`L \ge 2,\ \nu > 0,\ \chi_l \sim N(\sqrt\nu\,[l=\varepsilon], 1),\ a_l = u + w\chi_l:\quad E\Big[(1-a_\varepsilon)^2 + \sum_{l\ne\varepsilon} a_l^2\Big] \ge \frac{1}{1 + \frac1{L-1} + \frac{\nu}{L}},\ \text{with equality exactly at } (u, w) = \tfrac{(L,\ \sqrt\nu(L-1))}{L^2 + \nu(L-1)}`,
  source: reconstructed(
    '2509.21936',
    'Duranthon, Marion, Boyer, Loureiro, Zdeborova: the model; the closed form is derived in the note',
  ),
  subject: linear(identity, { normalised: false }),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5, 8, 16] },
    arrays: { root: [], noise: [1, 'tokens'], off: [2] },
    from: { root: uniform(0.125, 12), noise: signs, off: mixture([1, best], [3, off]) },
    fixed: ['noise'],
  }),
  assuming: ({ root, noise }, _, x) => x.constant(0).less(root).and(noise.square().equal(1).all()),
  check: isLeast(least),
  tightness: (inputs, attention, x) => least(inputs, x).div(riskAtOffset(inputs, attention, x)),
  trivial: {
    name: 'a risk of 1 or more, as the bound is below 1 anyway',
    region: (inputs, attention, x) => x.constant(1).atMost(riskAtOffset(inputs, attention, x)),
  },
  cases: 6000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: '1/(1 + ν/L)', check: isLeast(withoutOthers) }],
  ablations: [
    {
      name: 'tokens without noise',
      hypothesis: 'χ has variance 1',
      check: ({ noise, ...rest }, ...of) => isLeast(least)({ ...rest, noise: noise.mul(0) }, ...of),
    },
  ],
  mutants: [{ name: 'the bound times 1.02', sharp: true, check: isLeast(raised) }],
})
