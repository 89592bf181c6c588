import { arrays, type Attention, cosformer, derived, elu1, exponential, favor, forAll } from 'attention-assay'
import { gaussian, hedgehog, identity, type Inputs, lattice, linear, mixture, power } from 'attention-assay'
import { type Predicate, type Real, type Recorder, relu, softmax, uniform } from 'attention-assay'
import { allEqual, crossProduct, span } from 'attention-assay/predicate'

const random = favor({ directions: (d) => [span(0, d), Array<number>(d).fill(1)] })
const further = [cosformer(8), power(2), random]

/** Values N with Φᵀ N = 0, for the features but the last `ignored`: of the first keys, as many as determine it; 0 for the others. */
function invisible({ k }: Inputs<'q' | 'k' | 'v'>, { linear }: Attention, x: Recorder, ignored = 0): Real {
  const features = (linear?.map ?? elu1).define.keys(k, x)
  const m = features.shape[1] - ignored
  const first = features.gather(span(0, m + 1)).gather(span(0, m), 1)
  const normal = crossProduct(first.transpose()).transpose()
  const rest = k.shape[0] - m - 1
  return rest > 0 ? normal.concat(x.constant(0, [rest, 1])) : normal
}

/** V and V + N have the same outputs. */
const unseen =
  (ignored = 0): Predicate<'q' | 'k' | 'v'> =>
  (of, attention, x) => {
    const changed = of.v.add(invisible(of, attention, x, ignored))
    return allEqual(attention.output({ ...of, v: changed }), attention.output(of))
  }

export default forAll({
  id: 'linear-value-nullspace-collision',
  title: 'Linear attention does not see values in the null space of the transposed features',
  statement: String.raw`\Phi^\top N = 0:\quad \forall q, V:\quad (V + N)^\top L_K(q) = V^\top L_K(q);\quad n > m \implies \exists N \ne 0`,
  source: derived(),
  subject: [identity, relu, elu1, exponential, hedgehog, ...further].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [5, 6], width: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 1] },
    // Relu and cosFormer are undefined where a query has no key with a positive entry in common.
    from: mixture([1, gaussian(1)], [1, lattice(2)], [1, uniform(-1, 3)]),
  }),
  trivial: {
    name: 'N = 0, or one key has all the weight',
    region: (of, attention, x) => {
      const all = attention.weights(of).max(-1).equal(1).all()
      return invisible(of, attention, x).equal(0).all().or(all)
    },
  },
  check: unseen(),
  // Each is decided exactly, which takes milliseconds.
  cases: 2400,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax, N of elu1', subject: softmax }],
  ablations: [
    {
      name: 'orthogonal to all features but the last',
      hypothesis: 'Φᵀ N = 0',
      subject: linear(hedgehog),
      check: unseen(1),
    },
  ],
})
