import { elu1, forAll, type Inputs, levelSpread, linear, type Measure, type Predicate } from 'attention-assay'
import { queryAndKeys, reconstructed, softmax, softmaxAttention } from 'attention-assay'
import { between, divergenceFromUniform, range, scoresOf } from 'attention-assay/predicate'

const loss: Measure<'q' | 'k'> = (of, { weights }) => divergenceFromUniform(weights(of), scoresOf(of))
/** The range of scores at which the bound on the entropy is 0. */
const end = ({ k }: Inputs<'q' | 'k'>) => Math.sqrt(8 * Math.log(k.shape[0]))

const bounded =
  (rate = 1, divisor = 8): Predicate<'q' | 'k'> =>
  (inputs, attention, x) => {
    const delta = range(scoresOf(inputs))
    const [decay, others] = [delta.mul(-rate).exp(), inputs.k.shape[0] - 1]
    const [least, most] = [decay.div(decay.add(others)), x.constant(1).div(decay.mul(others).add(1))]
    const entropy = loss(inputs, attention, x).atMost(delta.square().div(divisor))
    return between(least, attention.weights(inputs), most).all().and(entropy.all())
  }

export default forAll({
  id: 'softmax-dispersion-bounds',
  title: 'Softmax weights and entropy are bounded by the range of the scores',
  statement: String.raw`\delta = \max s - \min s:\quad \frac{1}{1+(n-1)e^{\delta}} \le p_j \le \frac{e^{\delta}}{e^{\delta}+n-1}\ \text{ and }\ H(p) \ge \ln n - \delta^2/8`,
  source: reconstructed('2410.01104', 'Veličković et al.: dispersion Θ(1/n); the note derives the constants'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: queryAndKeys({ tokens: [3, 8, 32], width: [1, 2, 8], from: levelSpread }),
  cover: [
    { name: '0.3 < δ < √(8 ln n)', atLeast: 0.5, region: (of) => between(0.3, range(scoresOf(of)), end(of)) },
  ],
  trivial: { name: 'no bound on the entropy', region: (of) => range(scoresOf(of)).greaterEqual(end(of)) },
  check: bounded(),
  tightness: (of, to, x) => loss(of, to, x).div(range(scoresOf(of)).square().div(8)),
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax(2s), δ of s', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [{ name: 'elu1', hypothesis: 'p ∝ e^s, not positive only', subject: linear(elu1) }],
  mutants: [
    { name: 'δ²/8.16', sharp: true, check: bounded(1, 8.16) },
    { name: 'e^(0.98 δ)', sharp: true, check: bounded(0.98) },
  ],
})
