import { identity, linear, probability, softmax } from 'attention-assay'
import { crossFiringAtLeast, crossFiringProbability } from 'attention-assay/papers/softmax-vs-linear'
import { crossNetworkFires, crossNetworks } from 'attention-assay/papers/softmax-vs-linear'
import { crossSoftmaxWeight, seedPaper } from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [33, 11, 15]
const D1 = { n, d, a: [1, 1], c: [1, 2], needle: 0 } as const
const bound = crossFiringAtLeast({ n, d, m, theta: 0.5 }, crossSoftmaxWeight(n, 1))

/** Cross-attention on the data of replacement R2, with a needle just above its threshold: with softmax the network fires. */
export default probability({
  id: 'seed-cross-attention-R2',
  title:
    'Random sign networks with softmax cross-attention fire on R2 at n = 33, d = 11, a = 1, c = θ = 0.5, m = 15',
  statement: String.raw`A_1\mathbf{1} = \sqrt{\ln n}\,\mathbf{1},\ n=33,\ d=11,\ a=1,\ c=\theta=\tfrac12,\ j_3=1,\ m=15,\ w = \tfrac{n^a}{n^a + n - 1} > \theta:\quad \Pr_{y, A_1}[F_{\exp}(A_1, A_2, A_3, x, y) > 0] \ge 1 - (3/4)^{15}\qquad (y_1, \dots, y_m \text{ independent signs})`,
  source: seedPaper(
    'R2 stands in for the cross-attention theorem of Deng, Song, Zhou',
    'R2 and its bound are',
  ),
  subject: softmax,
  needs: ['own-subject'],
  inputs: crossNetworks(n, d, m),
  check: crossNetworkFires(D1, [1, 2]),
  bound: { ...bound, event: () => crossFiringProbability(D1, m, 'exp') },
  cases: 6000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'linear attention in place of softmax', subject: linear(identity), cases: 1024 }],
  ablations: [
    {
      name: 'a = 0.5, below the threshold',
      hypothesis: 'w > θ',
      check: crossNetworkFires({ ...D1, a: [1, 2] }, [1, 2]),
      cases: 1024,
    },
    {
      name: 'rows of A_1 that sum to 0',
      hypothesis: 'A_1 1 = √(ln n) 1',
      check: crossNetworkFires(D1, [1, 2], (x) => x.constant(0)),
      cases: 1024,
    },
  ],
})
