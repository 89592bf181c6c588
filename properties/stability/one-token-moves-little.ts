import { forAll, identity, type Inputs, levelSpread, linear, type Measure } from 'attention-assay'
import { type Predicate, queryAndKeys, type Real, reconstructed, type Recorder } from 'attention-assay'
import { softmax, softmaxAttention } from 'attention-assay'
import { range, scoresOf, totalVariation } from 'attention-assay/predicate'

type Name = 'q' | 'k'
const others = (k: Real) => k.gather(Array.from({ length: k.shape[0] - 2 }, (_, j) => j + 1))
/** Scores of n + 1 keys: in a row of n of them the last one takes the place of the first. */
const delta = ({ q, k }: Inputs<Name>) => range(scoresOf({ q, k }))
const moved: Measure<Name> = ({ q, k }, { weights }) => {
  const [first, last] = [k.gather([0]), k.gather([k.shape[0] - 1])]
  return totalVariation(weights({ q, k: first.concat(others(k)) }), weights({ q, k: last.concat(others(k)) }))
}
/** e^δ/(e^δ + c) - 1/(1 + c) for c = max(n - 1, e^(δ/2)), by 1/c. */
const bound = (of: Real, n: number, x: Recorder) => {
  const inverse = of
    .div(-2)
    .exp()
    .minimum(x.rational(1, n - 1))
  return inverse.div(inverse.add(of.neg().exp())).sub(inverse.div(inverse.add(1)))
}
const within =
  (share = 1): Predicate<Name> =>
  (of, attention, x) =>
    moved(of, attention, x).atMost(bound(delta(of).mul(share), of.k.shape[0] - 1, x))

/** A token among n moves softmax by O(1/n) while the scores stay within an interval of length δ. */
export default forAll({
  id: 'one-token-moves-little',
  title: 'Replacing one of n tokens moves softmax by O(1/n) in total variation',
  statement: String.raw`s_1, s_1', s_2, \dots, s_n \in [a, a + \delta],\ c = \max(n - 1, e^{\delta/2}):\quad \mathrm{TV}(p, p') \le \frac{e^\delta}{e^\delta + c} - \frac{1}{1 + c}`,
  source: reconstructed('1906.06755', 'Hahn: sensitivity O(1/n); the sharp form is derived in the note'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: queryAndKeys({ tokens: [3, 4, 9, 33], width: [1, 2], from: levelSpread }),
  check: within(),
  trivial: { name: 'the token stays as it was', region: (...of) => moved(...of).equal(0) },
  tightness: (of, to, x) =>
    moved(of, to, x)
      .div(bound(delta(of), of.k.shape[0] - 1, x))
      .sum(),
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax(2s), δ of s', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [{ name: 'map id', hypothesis: 'p ∝ e^s', subject: linear(identity) }],
  mutants: [{ name: '0.98 δ', sharp: true, check: within(0.98) }],
})
