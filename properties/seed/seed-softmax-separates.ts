import { identity, linear, probability, softmax } from 'attention-assay'
import { firesOn, firingAtLeast, firingProbability } from 'attention-assay/papers/softmax-vs-linear'
import { neuronSigns, seedPaper } from 'attention-assay/papers/softmax-vs-linear'

const [m, d] = [15, 102]
const D1 = { n: 1000, d, a: [12, 10], b: [2, 10], c: [8, 10], needle: 0 } as const

/** On one matrix of D_1 the four-layer network with softmax fires with probability at least 1 - (15/16)^m. */
export default probability({
  id: 'seed-softmax-separates',
  title:
    'Random sign networks with softmax fire on D_1 at n = 1000, d = 102, a = 1.2, b = 0.2, θ = 0.1, m = 15',
  statement: String.raw`A \in D_1,\ n=1000,\ d=102,\ a_1=\tfrac65,\ b=\tfrac15,\ c=\tfrac45,\ j_3=1,\ \theta=\tfrac1{10},\ m=15,\ w^*(a_1)(a_1 + b) > \theta:\quad \Pr_y[F_{\exp}(A, x, y) > 0] \ge 1 - (15/16)^{15}\qquad (y_1, \dots, y_m \text{ independent signs})`,
  source: seedPaper('Deng, Song, Zhou', 'The bound is'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: neuronSigns(m, d),
  check: firesOn(D1),
  bound: { ...firingAtLeast(m), event: () => firingProbability(D1, m, 'exp') },
  cases: 12_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'linear attention in place of softmax', subject: linear(identity), cases: 4096 }],
  ablations: [
    {
      name: 'a_1 = 0.3, below the threshold',
      hypothesis: 'w*(a_1)(a_1 + b) > θ',
      check: firesOn({ ...D1, a: [3, 10] }),
      cases: 4096,
    },
    {
      name: 'm times the same neuron',
      hypothesis: 'the neurons are independent',
      check: ({ y }, ...rest) => firesOn(D1)({ y: y.gather(new Array<number>(m).fill(0)) }, ...rest),
      cases: 4096,
    },
  ],
})
