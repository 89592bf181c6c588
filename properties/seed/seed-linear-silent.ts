import { identity, linear, probability, softmax } from 'attention-assay'
import {
  firesOn,
  linearNeedleWeight,
  neuronSigns,
  seedPaper,
  silenceAtMost,
} from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [1000, 102, 15]
const D1 = { n, d, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 } as const

/** On D_1 the four-layer network with linear attention stays silent, but for a probability of 1.3e-4. */
export default probability({
  id: 'seed-linear-silent',
  title: 'Random sign networks with linear attention stay silent on D_1',
  statement: String.raw`A \in D_1,\ s > 0:\quad \Pr_y[F_{\mathrm{lin}}(A, x, y) > 0] \le m\,e^{-s^2/(2(d-2))}\qquad (n=1000, d=102, m=15)`,
  source: seedPaper('Deng, Song, Zhou', 'The bound is'),
  subject: linear(identity),
  inputs: neuronSigns(m, d),
  check: firesOn(D1),
  bound: silenceAtMost({ n, d, m, a: 1.2, b: 0.2, theta: 0.1 }, linearNeedleWeight(n, 1.2)),
  // Without one event, that many draws bring the upper limit below the bound.
  cases: 120_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'softmax in place of linear attention', subject: softmax, cases: 4096 }],
  ablations: [
    {
      name: 'n = 200, d = 12',
      hypothesis: 'd is large',
      inputs: neuronSigns(m, 12),
      check: firesOn({ ...D1, n: 200, d: 12 }),
      cases: 4096,
    },
    { name: 'θ = 0', hypothesis: 'a positive margin θ', check: firesOn(D1, [0, 1]), cases: 4096 },
  ],
})
