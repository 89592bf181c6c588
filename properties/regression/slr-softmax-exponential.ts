import { probability, reconstructed, softmax } from 'attention-assay'
import { riskExceeds, riskInputs } from 'attention-assay/papers/single-location-regression'

/** Tokens, and √ν. */
const [L, ROOT] = [5, 5]

/** The token of a single-location regression is found by softmax, but for a risk that falls exponentially. */
export default probability({
  id: 'slr-softmax-exponential',
  title: 'Softmax learns single-location regression with exponentially small risk',
  statement: String.raw`\chi_l \sim N(\sqrt\nu\,[l=\varepsilon], 1),\ a = \operatorname{softmax}(\sqrt\nu\,\chi):\quad \tfrac12\,E\Big[(1-a_\varepsilon)^2 + \sum_{l\ne\varepsilon} a_l^2\Big] \le \tfrac{L-1}{4}\,e^{-\nu/4}\qquad (L=5, \nu=25)`,
  source: reconstructed(
    '2509.21936',
    'Duranthon, Marion, Boyer, Loureiro, Zdeborova: the model; the bound is derived in the note',
  ),
  subject: softmax,
  inputs: riskInputs(L),
  check: riskExceeds(ROOT),
  bound: {
    relation: 'atMost',
    value: ((L - 1) / 4) * Math.exp(-(ROOT ** 2) / 4),
    formula: String.raw`\tfrac{L-1}{4} e^{-\nu/4}`,
  },
  cases: 48_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'inverse temperature 1 in place of √ν', check: riskExceeds(ROOT, 1), cases: 12_000 }],
  ablations: [
    {
      name: 'no token has another mean',
      hypothesis: 'χ_ε has mean √ν',
      check: riskExceeds(0, ROOT),
      cases: 4096,
    },
  ],
})
