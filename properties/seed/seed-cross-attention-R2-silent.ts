import { identity, linear, probability, softmax } from 'attention-assay'
import { crossFiringProbability, crossLinearWeight } from 'attention-assay/papers/softmax-vs-linear'
import { crossNetworkFires, crossNetworks } from 'attention-assay/papers/softmax-vs-linear'
import { crossSilenceAtMost, oneSignEach, seedPaper } from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [64, 32, 15]
const THETA = [7, 10] as const
const D1 = { n, d, a: [2, 1], c: [1, 2], needle: 0 } as const
const bound = crossSilenceAtMost({ n, d, m, theta: 0.7 }, crossLinearWeight(n, 2, 0.5))

/** Cross-attention on the data of replacement R2: with linear attention the network stays silent, as long as c > 0. */
export default probability({
  id: 'seed-cross-attention-R2-silent',
  title:
    'Random sign networks with linear cross-attention stay silent on R2 at n = 64, d = 32, a = 2, c = 0.5, θ = 0.7, m = 15',
  statement: String.raw`A_1\mathbf{1} = \sqrt{\ln n}\,\mathbf{1},\ n=64,\ d=32,\ a=2,\ c=\tfrac12,\ \theta=\tfrac7{10},\ j_3=1,\ m=15,\ w = \tfrac{c + a}{nc + a},\ s = \tfrac dn((n-1)(\theta - w) - 1) > 0:\quad \Pr_{y, A_1}[F_{\mathrm{lin}}(A_1, A_2, A_3, x, y) > 0] \le m\,e^{-s^2/(2d)}\qquad (y_1, \dots, y_m \text{ independent signs})`,
  source: seedPaper(
    'R2 stands in for the cross-attention theorem of Deng, Song, Zhou',
    'R2 and its bound are',
  ),
  subject: linear(identity),
  needs: ['own-subject'],
  inputs: crossNetworks(n, d, m),
  check: crossNetworkFires(D1, THETA),
  bound: { ...bound, event: () => crossFiringProbability(D1, m, 'lin', THETA) },
  cases: 1000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'softmax in place of linear attention', subject: softmax, cases: 256 }],
  ablations: [
    {
      name: 'c = 0 and θ = 0.1, where s < 0',
      hypothesis: 's > 0',
      check: crossNetworkFires({ ...D1, c: [0, 1] }, [1, 10]),
      cases: 256,
    },
    {
      name: 'one sign for all entries of a neuron',
      hypothesis: 'the signs are independent',
      check: ({ y, free }, ...rest) => crossNetworkFires(D1, THETA)({ y: oneSignEach(y), free }, ...rest),
      cases: 256,
    },
  ],
})
