import { identity, linear, probability, softmax } from 'attention-assay'
import { firesOn, firingProbability, linearNeedleWeight } from 'attention-assay/papers/softmax-vs-linear'
import { neuronSigns, oneSignEach, seedPaper, silenceAtMost } from 'attention-assay/papers/softmax-vs-linear'

// At d = 102 the bound is ten times smaller, and ten times as many draws would be needed.
const [n, d, m] = [960, 82, 15]
const D1 = { n, d, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 } as const
const bound = silenceAtMost({ n, d, m, a: 1.2, b: 0.2, theta: 0.1 }, linearNeedleWeight(n, 1.2))

/** On one matrix of D_1 the four-layer network with linear attention stays silent, but for a probability of 1.4e-3. */
export default probability({
  id: 'seed-linear-silent',
  title:
    'Random sign networks with linear attention stay silent on D_1 at n = 960, d = 82, a = 1.2, b = 0.2, θ = 0.1, m = 15',
  statement: String.raw`A \in D_1,\ n=960,\ d=82,\ a_1=\tfrac65,\ b=\tfrac15,\ c=\tfrac45,\ j_3=1,\ \theta=\tfrac1{10},\ m=15,\ s > 0:\quad \Pr_y[F_{\mathrm{lin}}(A, x, y) > 0] \le m\,e^{-s^2/(2(d-2))}\qquad (y_1, \dots, y_m \text{ independent signs})`,
  source: seedPaper('Deng, Song, Zhou', 'The bound is'),
  subject: linear(identity),
  needs: ['own-subject'],
  inputs: neuronSigns(m, d),
  check: firesOn(D1),
  bound: { ...bound, event: () => firingProbability(D1, m, 'lin') },
  // With at most five events, that many draws bring the upper limit below the bound.
  cases: 20_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'softmax in place of linear attention', subject: softmax, cases: 4096 }],
  ablations: [
    {
      name: 'a_1 = 20, where s < 0',
      hypothesis: 's > 0',
      check: firesOn({ ...D1, a: [20, 1] }),
      cases: 4096,
    },
    {
      name: 'one sign for all entries of a neuron',
      hypothesis: 'the signs are independent',
      check: ({ y }, ...rest) => firesOn(D1)({ y: oneSignEach(y) }, ...rest),
      cases: 4096,
    },
  ],
})
