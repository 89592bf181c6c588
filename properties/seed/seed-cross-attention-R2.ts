import { identity, linear, probability, softmax } from 'attention-assay'
import {
  crossFiringAtLeast,
  crossSoftmaxWeight,
  firesAcrossOn,
  neuronSigns,
  seedPaper,
} from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [2000, 100, 15]
const D1 = { n, d, a: [2, 1], c: [1, 2], needle: 0 } as const

/** Cross-attention on the data of replacement R2: with softmax the network fires. */
export default probability({
  id: 'seed-cross-attention-R2',
  title: 'Random sign networks with softmax cross-attention fire on D_1 of R2',
  statement: String.raw`w = \tfrac{n^a}{n^a + n - 1} > \theta:\quad \Pr_y[F_{\exp}(A_1, A_2, A_3, x, y) > 0] \ge 1 - (3/4)^m\qquad (n=2000, d=100, m=15, a=2, c=\theta=\tfrac12)`,
  source: seedPaper(
    'R2 stands in for the cross-attention theorem of Deng, Song, Zhou',
    'R2 and its bound are',
  ),
  subject: softmax,
  inputs: neuronSigns(m, d),
  check: firesAcrossOn(D1),
  bound: crossFiringAtLeast({ n, d, m, theta: 0.5 }, crossSoftmaxWeight(n, 2)),
  cases: 12_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'linear attention in place of softmax', subject: linear(identity) }],
  ablations: [
    { name: 'a = 0.5, below the threshold', hypothesis: 'w > θ', check: firesAcrossOn({ ...D1, a: [1, 2] }) },
  ],
})
