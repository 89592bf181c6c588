import {
  arrays,
  type Distribution,
  forAll,
  identity,
  type Inputs,
  lattice,
  linear,
  type Predicate,
  type Real,
  reconstructed,
  type Recorder,
  uniform,
} from 'attention-assay'

const tokenCounts: Distribution = {
  name: 'whole numbers from 2 to 65',
  fill(draws, data, offset, rows, width) {
    for (let i = offset; i < offset + rows * width; i++) data[i] = 2 + draws.below(64)
  },
}

/** E[(1 - u - w χ_ε)²] + Σ E[(u + w χ_l)²] over the L - 1 other tokens, where χ has this variance. */
function risk(u: Real, w: Real, { tokens, root }: Inputs, variance: number): Real {
  const noise = w.square().mul(variance)
  const needle = u.add(w.mul(root)).neg().add(1).square().add(noise)
  return needle.add(u.square().add(noise).mul(tokens.sub(1)))
}

/** L(L - 1) / (L² + ν(L - 1)), which is 1 / (1 + 1/(L-1) + ν/L). */
const least = ({ tokens, root }: Inputs): Real => {
  const others = tokens.sub(1)
  return tokens.mul(others).div(tokens.square().add(root.square().mul(others)))
}

/** No u, w have a smaller risk, and no other ones the same as the best. */
const isLeast =
  (limit: (inputs: Inputs) => Real, variance = 1): Predicate =>
  (inputs, _, x: Recorder) => {
    const { tokens, root, off } = inputs
    const others = tokens.sub(1)
    const scale = tokens.square().mul(variance).add(root.square().mul(others))
    const [du, dw] = [off.gather([0]).reshape([]), off.gather([1]).reshape([])]
    const u = tokens.mul(variance).div(scale).add(du)
    const w = root.mul(others).div(scale).add(dw)
    const found = risk(u, w, inputs, variance)
    const bound = limit(inputs)
    const best = off.equal(x.constant([0, 0])).all()
    return bound.atMost(found).and(found.atMost(bound).iff(best))
  }

const near: Distribution = {
  name: 'whole numbers ±1, over 64',
  fill(draws, data, offset, rows, width) {
    lattice(1).fill(draws, data, offset, rows, width)
    for (let i = offset; i < offset + rows * width; i++) data[i] /= 64
  },
}

/** Weights that are linear in the tokens leave a risk that falls only like L/ν. */
export default forAll({
  id: 'slr-linear-polynomial',
  title: 'Linear weights learn single-location regression with risk L/ν at best',
  statement: String.raw`a_l = u + w\chi_l:\quad E\Big[(1-a_\varepsilon)^2 + \sum_{l\ne\varepsilon} a_l^2\Big] \ge \frac{1}{1 + \frac1{L-1} + \frac{\nu}{L}},\ \text{with equality for one } (u, w)`,
  source: reconstructed(
    '2509.21936',
    'Duranthon, Marion, Boyer, Loureiro, Zdeborova: the model; the closed form is derived in the note',
  ),
  subject: linear(identity),
  inputs: arrays({
    arrays: { tokens: [], root: [], off: [2] },
    from: { tokens: tokenCounts, root: uniform(0.5, 12), off: near },
    fixed: ['tokens'],
  }),
  check: isLeast(least),
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: '1/(1 + ν/L)',
      check: isLeast(({ tokens, root }) => tokens.div(tokens.add(root.square()))),
    },
  ],
  ablations: [{ name: 'tokens without noise', hypothesis: 'χ has variance 1', check: isLeast(least, 0) }],
})
