import { arrays, derived, elu1, forAll, linear, never, relu, uniform } from 'attention-assay'

/** What to compute in place of elu(x) + 1: see fp-elu1-absorption. */
export default forAll({
  id: 'fp-elu1-absorption-stable',
  title: 'elu(x) + 1 as exp(min(x,0)) + max(x,0) is no 0 down to -87',
  statement: String.raw`-87 < q_a < -17.4,\ k_{ja} \ge 0,\ \varphi(x) = e^{\min(x,0)} + \max(x,0):\quad \varphi(q)\cdot\varphi(k_j) \ne 0`,
  source: derived('from the least normal number of IEEE 754 binary32'),
  subject: linear(elu1, { normalised: false }),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [1, 2, 4], width: [1, 2, 4] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'] },
    from: { q: uniform(-87, -17.4), k: uniform(0, 1) },
  }),
  trivial: never,
  check: ({ q, k }, { weights }) => weights({ q, k }).equal(0).not().all(),
  cases: 4096,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'relu', subject: linear(relu, { normalised: false }) }],
})
