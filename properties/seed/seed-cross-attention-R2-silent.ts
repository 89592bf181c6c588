import { identity, linear, probability, softmax } from 'attention-assay'
import {
  crossLinearWeight,
  crossSilenceAtMost,
  firesAcrossOn,
  neuronSigns,
  seedPaper,
} from 'attention-assay/papers/softmax-vs-linear'

// At d = 100 the bound is 6.6e-5, and seven times as many draws would be needed to tell.
const [n, d, m] = [2000, 80, 15]
const D1 = { n, d, a: [2, 1], c: [1, 2], needle: 0 } as const

/** Cross-attention on the data of replacement R2: with linear attention the network stays silent, as long as c > 0. */
export default probability({
  id: 'seed-cross-attention-R2-silent',
  title: 'Random sign networks with linear cross-attention stay silent on D_1 of R2',
  statement: String.raw`c > 0,\ w = \tfrac{c + a}{nc + a},\ s = \tfrac dn((n-1)(\theta - w) - 1) > 0:\quad \Pr_y[F_{\mathrm{lin}}(A_1, A_2, A_3, x, y) > 0] \le m\,e^{-s^2/(2d)}\qquad (n=2000, d=80, m=15, a=2, c=\theta=\tfrac12)`,
  source: seedPaper(
    'R2 stands in for the cross-attention theorem of Deng, Song, Zhou',
    'R2 and its bound are',
  ),
  subject: linear(identity),
  inputs: neuronSigns(m, d),
  check: firesAcrossOn(D1),
  bound: crossSilenceAtMost({ n, d, m, theta: 0.5 }, crossLinearWeight(n, 2, 0.5)),
  // With up to three events, that many draws bring the upper limit below the bound.
  cases: 30_000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'softmax in place of linear attention', subject: softmax }],
  ablations: [
    { name: 'c = 0', hypothesis: 'c > 0', check: firesAcrossOn({ ...D1, c: [0, 1] }) },
    {
      name: 'd = 10',
      hypothesis: 'd is large',
      inputs: neuronSigns(m, 10),
      check: firesAcrossOn({ ...D1, d: 10 }),
    },
  ],
})
