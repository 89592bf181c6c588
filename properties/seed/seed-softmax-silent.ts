import { probability, softmax } from 'attention-assay'
import { firesOn, firingProbability, neuronSigns } from 'attention-assay/papers/softmax-vs-linear'
import { oneSignEach, seedPaper, silenceAtMost } from 'attention-assay/papers/softmax-vs-linear'
import { softmaxNeedleWeights } from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [960, 82, 15]
const D0 = { n, d, a: [1, 100], b: [2, 10], c: [8, 10], needle: 0 } as const
const { own, other } = softmaxNeedleWeights(n, 0.01)
const bound = silenceAtMost({ n, d, m, a: 0.01, b: 0.2, theta: 0.1 }, Math.max(own, other))

/** On one matrix of D_0 the four-layer network with softmax stays silent, but for a probability of 7.6e-4. */
export default probability({
  id: 'seed-softmax-silent',
  title:
    'Random sign networks with softmax stay silent on D_0 at n = 960, d = 82, a = 0.01, b = 0.2, θ = 0.1, m = 15',
  statement: String.raw`A \in D_0,\ n=960,\ d=82,\ a_0=\tfrac1{100},\ b=\tfrac15,\ c=\tfrac45,\ j_3=1,\ \theta=\tfrac1{10},\ m=15,\ s > 0:\quad \Pr_y[F_{\exp}(A, x, y) > 0] \le m\,e^{-s^2/(2(d-2))}\qquad (y_1, \dots, y_m \text{ independent signs})`,
  source: seedPaper('Deng, Song, Zhou', 'The bound is'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: neuronSigns(m, d),
  check: firesOn(D0),
  bound: { ...bound, event: () => firingProbability(D0, m, 'exp') },
  // With at most seven events, that many draws bring the upper limit below the bound.
  cases: 40_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'D_1 in place of D_0', check: firesOn({ ...D0, a: [12, 10] }), cases: 4096 }],
  ablations: [
    {
      name: 'a_0 = 0.7, where s < 0',
      hypothesis: 's > 0',
      check: firesOn({ ...D0, a: [7, 10] }),
      cases: 4096,
    },
    {
      name: 'one sign for all entries of a neuron',
      hypothesis: 'the signs are independent',
      check: ({ y }, ...rest) => firesOn(D0)({ y: oneSignEach(y) }, ...rest),
      cases: 4096,
    },
  ],
})
