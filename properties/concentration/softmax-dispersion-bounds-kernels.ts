import { allKeysEqual, type Attention, derived, elu1, exponential, favor, forAll } from 'attention-assay'
import { hedgehog, identity, type Inputs, kernelOf, levelSpread, linear } from 'attention-assay'
import { type Predicate, queryAndKeys, type Recorder, taylor2, unitDirections } from 'attention-assay'
import { between } from 'attention-assay/predicate'

/** The least and the largest value of the kernel, and the bounds on weights; `rate` times (n - 1). */
function bounds({ q, k }: Inputs<'q' | 'k'>, { linear: parts }: Attention, x: Recorder, rate = 1) {
  const kernel = kernelOf(parts!.map, { q, k }, x)
  const [low, high] = [kernel.min(-1), kernel.max(-1)]
  const others = rate * (k.shape[0] - 1)
  return { least: low.div(low.add(high.mul(others))), most: high.div(high.add(low.mul(others))) }
}
const bounded =
  (rate?: number): Predicate<'q' | 'k'> =>
  (of, attention, x) => {
    const { least, most } = bounds(of, attention, x, rate)
    return between(least, attention.weights(of), most).all()
  }
const MAPS = [elu1, exponential, taylor2, hedgehog, favor({ directions: unitDirections })]

export default forAll({
  id: 'softmax-dispersion-bounds-kernels',
  title: 'Weights by a positive kernel are bounded by the ratio of its largest to its least value',
  statement: String.raw`\kappa_j > 0,\ r = \max_j\kappa_j/\min_j\kappa_j:\quad \frac{1}{1+(n-1)r} \le p_j \le \frac{r}{r+n-1}`,
  source: derived('as for softmax, with r in place of e^δ'),
  subject: MAPS.map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: queryAndKeys({ tokens: [3, 8], width: [1, 2], from: levelSpread }),
  trivial: allKeysEqual,
  check: bounded(),
  tightness: (of, attention, x) =>
    attention
      .weights(of)
      .max(-1)
      .div(bounds(of, attention, x).most)
      .sum(),
  cases: 2400,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'elu1, not divided', subject: linear(elu1, { normalised: false }) }],
  ablations: [{ name: 'map id', hypothesis: 'κ > 0', subject: linear(identity) }],
  mutants: [
    { name: '1.02 (n - 1)', sharp: true, check: bounded(1.02) },
    { name: '0.98 (n - 1)', sharp: true, check: bounded(0.98) },
  ],
})
