import { arrays, identity, linear, probability, reconstructed, signs, softmax } from 'attention-assay'
import { fires, firingAtLeast, type SelfAttentionData } from 'attention-assay/papers/softmax-vs-linear'

const [m, d] = [15, 102]
const D1: SelfAttentionData = { n: 1000, d, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 }
const theta = [1, 10] as const

const firesOn =
  (data: SelfAttentionData): Parameters<typeof probability>[0]['check'] =>
  ({ y }, attention, x) =>
    fires(data, theta, y, attention, x)

/** On D_1 the four-layer network with softmax fires with probability at least 1 - (15/16)^m. */
export default probability({
  id: 'seed-softmax-separates',
  title: 'Random sign networks with softmax fire on D_1',
  statement: String.raw`A \in D_1,\ w^*(a_1)(a_1 + b) > \theta:\quad \Pr_y[F_{\exp}(A, x, y) > 0] \ge 1 - (15/16)^m\qquad (n=1000, d=102, m=15)`,
  source: reconstructed(
    '2310.11685',
    'Deng, Song, Zhou; confirm constants against the paper before citing. The bound is derived in the note',
  ),
  subject: softmax,
  inputs: arrays({ dims: { neurons: [m], width: [d] }, arrays: { y: ['neurons', 'width'] }, from: signs }),
  check: firesOn(D1),
  bound: { relation: 'atLeast', value: firingAtLeast(m), formula: String.raw`1 - (15/16)^{m}` },
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'linear attention in place of softmax', subject: linear(identity), cases: 4096 }],
  ablations: [
    {
      name: 'a_1 = 0.3, below the threshold',
      hypothesis: 'w*(a_1)(a_1 + b) > θ',
      check: firesOn({ ...D1, a: [3, 10] }),
      cases: 4096,
    },
  ],
})
