import { probability, reconstructed, softmax } from 'attention-assay'
import { HALF_RISK, riskExceedsAt, risksOfSizes } from 'attention-assay/papers/single-location-regression'
import { rootAt } from 'attention-assay/papers/single-location-regression'

/** (L-1) e^(-ν/4) for each L. */
const SCALE = 100

/** With one more token ν grows only logarithmically: softmax's risk falls exponentially in ν, for several L. */
export default probability({
  id: 'slr-softmax-exponential',
  title:
    'Softmax at inverse temperature √ν has risk at most (L-1)/2 · e^(-ν/4), on average over L = 2, 3, 5, 9, 17',
  statement: String.raw`L \text{ uniform on } \{2, 3, 5, 9, 17\},\ \nu = 4\ln(100(L-1)),\ \chi_l \sim N(\sqrt\nu\,[l=\varepsilon], 1),\ a = \operatorname{softmax}(\sqrt\nu\,\chi):\quad \tfrac12\,E\Big[(1-a_\varepsilon)^2 + \sum_{l\ne\varepsilon} a_l^2\Big] \le \tfrac{L-1}{4}\,e^{-\nu/4} = \tfrac1{400}`,
  source: reconstructed(
    '2509.21936',
    'Duranthon, Marion, Boyer, Loureiro, Zdeborova: the model; the bound is derived in the note',
  ),
  subject: softmax,
  needs: ['unit-scale', 'all-keys', 'no-positions'],
  inputs: risksOfSizes([2, 3, 5, 9, 17]),
  check: riskExceedsAt((L, x) => ({ mean: rootAt(SCALE, L, x), temperature: rootAt(SCALE, L, x) })),
  bound: {
    relation: 'atMost',
    value: 1 / 400,
    event: HALF_RISK,
    formula: String.raw`\tfrac{L-1}{4} e^{-\nu/4} = \tfrac1{400}`,
  },
  cases: 48_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    {
      name: 'inverse temperature 1 in place of √ν',
      check: riskExceedsAt((L, x) => ({ mean: rootAt(SCALE, L, x), temperature: x.constant(1, [1, 1]) })),
      cases: 12_000,
    },
  ],
  ablations: [
    {
      name: 'no token has another mean',
      hypothesis: 'χ_ε has mean √ν',
      check: riskExceedsAt((L, x) => ({ mean: x.constant(0, [1, 1]), temperature: rootAt(SCALE, L, x) })),
      cases: 4096,
    },
  ],
})
