import { identity, linear, probability, softmax } from 'attention-assay'
import { firesOn, firingAtLeast, neuronSigns, seedPaper } from 'attention-assay/papers/softmax-vs-linear'

const [m, d] = [15, 102]
const D1 = { n: 1000, d, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 } as const

/** On D_1 the four-layer network with softmax fires with probability at least 1 - (15/16)^m. */
export default probability({
  id: 'seed-softmax-separates',
  title: 'Random sign networks with softmax fire on D_1',
  statement: String.raw`A \in D_1,\ w^*(a_1)(a_1 + b) > \theta:\quad \Pr_y[F_{\exp}(A, x, y) > 0] \ge 1 - (15/16)^m\qquad (n=1000, d=102, m=15)`,
  source: seedPaper('Deng, Song, Zhou', 'The bound is'),
  subject: softmax,
  inputs: neuronSigns(m, d),
  check: firesOn(D1),
  bound: firingAtLeast(m),
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
