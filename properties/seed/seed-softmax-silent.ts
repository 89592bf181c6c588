import { probability, softmax } from 'attention-assay'
import {
  firesOn,
  neuronSigns,
  seedPaper,
  silenceAtMost,
  softmaxNeedleWeights,
} from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [960, 82, 15]
const D0 = { n, d, a: [1, 100], b: [2, 10], c: [8, 10], needle: 0 } as const
const weights = softmaxNeedleWeights(n, 0.01)

/** On D_0 the four-layer network with softmax stays silent, but for a probability of 7.7e-4 at this width. */
export default probability({
  id: 'seed-softmax-silent',
  title: 'Random sign networks with softmax stay silent on D_0',
  statement: String.raw`A \in D_0,\ s > 0:\quad \Pr_y[F_{\exp}(A, x, y) > 0] \le m\,e^{-s^2/(2(d-2))}\qquad (n=960, d=82, m=15)`,
  source: seedPaper('Deng, Song, Zhou', 'The bound is'),
  subject: softmax,
  inputs: neuronSigns(m, d),
  check: firesOn(D0),
  bound: silenceAtMost({ n, d, m, a: 0.01, b: 0.2, theta: 0.1 }, Math.max(weights.own, weights.other)),
  // With at most three events, that many draws bring the upper limit below the bound.
  cases: 30_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'D_1 in place of D_0', check: firesOn({ ...D0, a: [12, 10] }), cases: 4096 }],
  ablations: [
    {
      name: 'n = 200, d = 12',
      hypothesis: 'd is large',
      inputs: neuronSigns(m, 12),
      check: firesOn({ ...D0, n: 200, d: 12 }),
      cases: 4096,
    },
    { name: 'θ = 0', hypothesis: 'a positive margin θ', check: firesOn(D0, [0, 1]), cases: 4096 },
  ],
})
