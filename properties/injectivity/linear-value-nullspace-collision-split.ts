import { arrays, derived, elu1, exponential, type FeatureMap, forAll, gaussian } from 'attention-assay'
import { hedgehog, lattice, linear, mixture, type Predicate, relu, softmax, taylor2 } from 'attention-assay'
import { uniform } from 'attention-assay'
import { allEqual, equalRows, span } from 'attention-assay/predicate'

/** Any other mechanism is given the tokens that relu could not tell apart. */
const multipleBy = (map?: FeatureMap) => map?.multiple ?? relu.multiple!

/** The first two tokens with one value; or one token with it, of which the features are the sum of theirs. */
const merges =
  (other?: 'value'): Predicate<'q' | 'k' | 'v' | 'w' | 't'> =>
  ({ q, k, v, w, t }, attention) => {
    const multiple = multipleBy(attention.linear?.map)
    const [key, value] = [k.gather([0]), v.gather([0])]
    const second = { k: multiple(key, t), v: other ? w : value }
    const sum = multiple(key, t.exp().add(1).log())
    const split = { q, k: k.concat(second.k), v: v.concat(second.v) }
    const [, ...rest] = span(0, k.shape[0])
    const merged = { q, k: sum.concat(k.gather(rest)), v }
    return allEqual(attention.output(split), attention.output(merged))
  }

export default forAll({
  id: 'linear-value-nullspace-collision-split',
  title: 'Two tokens with one value are one token to linear attention, by the sum of their features',
  statement: String.raw`\varphi(k) = \varphi(k') + \varphi(k''):\quad \text{tokens } (k, v) \text{ and } (k', v), (k'', v) \text{ give the same output}`,
  source: derived(),
  subject: [relu, elu1, exponential].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3], width: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 1], w: [1, 1], t: [1, 1] },
    from: {
      q: uniform(-1, 3),
      k: uniform(-1, 3),
      t: mixture([1, uniform(-2, 2)], [1, lattice(2)]),
      v: gaussian(1),
      w: gaussian(1),
    },
  }),
  trivial: { name: 'one value for all', region: ({ v }) => equalRows(v) },
  check: merges(),
  // Each is decided exactly, which takes milliseconds.
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'softmax', subject: softmax },
    { name: 'hedgehog', subject: linear(hedgehog) },
    { name: 'taylor2', subject: linear(taylor2) },
  ],
  ablations: [{ name: 'another value', hypothesis: 'both tokens have the value v', check: merges('value') }],
})
