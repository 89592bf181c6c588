import { arrays, identity, linear, probability, reconstructed, signs, softmax } from 'attention-assay'
import {
  type CrossAttentionData,
  crossFiringAtLeast,
  crossSoftmaxWeight,
  firesAcross,
} from 'attention-assay/papers/softmax-vs-linear'

const [n, d, m] = [2000, 100, 15]
const D1: CrossAttentionData = { n, d, a: [2, 1], c: [1, 2], needle: 0 }

const firesOn =
  (data: CrossAttentionData): Parameters<typeof probability>[0]['check'] =>
  ({ y }, attention, x) =>
    firesAcross(data, [1, 2], y, attention, x)

/** Cross-attention on the data of replacement R2: with softmax the network fires. */
export default probability({
  id: 'seed-cross-attention-R2',
  title: 'Random sign networks with softmax cross-attention fire on D_1 of R2',
  statement: String.raw`w = \tfrac{n^a}{n^a + n - 1} > \theta:\quad \Pr_y[F_{\exp}(A_1, A_2, A_3, x, y) > 0] \ge 1 - (3/4)^m\qquad (n=2000, d=100, m=15, a=2, c=\theta=\tfrac12)`,
  source: reconstructed(
    '2310.11685',
    'R2 stands in for the cross-attention theorem of Deng, Song, Zhou; confirm constants against the paper before citing. R2 and its bound are derived in the note',
  ),
  subject: softmax,
  inputs: arrays({ dims: { neurons: [m], width: [d] }, arrays: { y: ['neurons', 'width'] }, from: signs }),
  check: firesOn(D1),
  bound: {
    relation: 'atLeast',
    value: crossFiringAtLeast({ n, d, m, theta: 0.5 }, crossSoftmaxWeight(n, 2)),
    formula: String.raw`1 - (3/4)^{m}`,
  },
  cases: 12_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'linear attention in place of softmax', subject: linear(identity) }],
  ablations: [
    { name: 'a = 0.5, below the threshold', hypothesis: 'w > θ', check: firesOn({ ...D1, a: [1, 2] }) },
  ],
})
