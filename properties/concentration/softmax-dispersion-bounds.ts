import {
  forAll,
  linear,
  queryAndKeys,
  reconstructed,
  relu,
  scoresApart,
  softmax,
  softmaxAttention,
} from 'attention-assay'
import { range } from 'attention-assay/predicate'

/** The weights and the entropy H(p) = ln Σ e^(s-c) - Σ p (s-c), for every c, are bounded by the range δ. */
export default forAll({
  id: 'softmax-dispersion-bounds',
  title: 'Softmax weights and entropy are bounded by the range of the scores',
  statement: String.raw`\delta = \max s - \min s:\quad \frac{1}{1+(n-1)e^{\delta}} \le p_j \le \frac{e^{\delta}}{e^{\delta}+n-1}\ \text{ and }\ H(p) \ge \ln n - \delta^2/8`,
  source: reconstructed(
    '2410.01104',
    'Θ(1/n) dispersion, Veličković et al.; the tight constants are derived in the note',
  ),
  subject: softmax,
  // With two keys both bounds are attained, always.
  inputs: queryAndKeys({ tokens: [3, 8, 32], width: [1, 4, 16] }),
  cover: [scoresApart],
  check({ q, k }, attention, x) {
    const s = q.matMul(k.transpose())
    const p = attention.weights({ q, k })
    const n = k.shape[0]
    const delta = range(s).reshape([1, 1])
    // Both bounds in e^-δ, which cannot overflow.
    const decay = delta.neg().exp()
    const lower = decay.div(decay.add(n - 1))
    const upper = x.constant(1).div(decay.mul(n - 1).add(1))
    const below = s.belowMax(-1)
    const entropy = below.exp().sum(-1).log().sub(p.mul(below).sum(-1))
    const most = x.constant(n).log()
    const least = most.sub(delta.reshape([1]).square().div(8))
    return lower.atMost(p).and(p.atMost(upper)).all().and(least.atMost(entropy).all())
  },
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax(2s), δ of s', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [{ name: 'relu kernel', hypothesis: 'the kernel is positive', subject: linear(relu) }],
})
