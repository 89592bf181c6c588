import { arrays, derived, elu1, forAll, gaussian, type Inputs, lattice, linear } from 'attention-assay'
import { mixture, type Predicate, type Real, softmax } from 'attention-assay'
import { allEqual, equalRows } from 'attention-assay/predicate'

/** The keys as they are; where t is 0, moved along u to where Ku = 0. */
const keysOf = ({ k, u, t }: Inputs<'q' | 'k' | 'u' | 't'>): Real => {
  const share = k.matMul(u.transpose()).div(u.square().sum())
  return k.sub(share.matMul(u).mul(isZero(t)))
}
/** 1 where t is 0, and 0 where it is 1 or -1. */
const isZero = (t: Real) => t.square().neg().add(1)

const determined =
  (values = (keys: Real) => keys): Predicate<'q' | 'k' | 'u' | 't'> =>
  (of, attention) => {
    const k = keysOf(of)
    const scores = of.u.matMul(k.transpose())
    const output = (q: Real) => attention.output({ q, k, v: values(k) })
    const agree = allEqual(output(of.q), output(of.q.add(of.u)))
    return agree.iff(allEqual(scores, scores.gather([0], 1)))
  }

export default forAll({
  id: 'softmax-output-injective-when-V-is-K',
  title: 'With the keys for values softmax outputs determine the query exactly when the keys span affinely',
  statement: String.raw`\forall K, q, u:\quad K^\top S_K(q) = K^\top S_K(q+u) \iff Ku \in \mathbb{R}\mathbf{1}`,
  source: derived('from the strict convexity of log-sum-exp'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [2, 3, 4], width: [1, 2, 3] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], u: [1, 'width'], t: [1, 1] },
    from: { q: mixture([1, lattice(2)], [1, gaussian(1)]), k: lattice(2), u: lattice(2), t: lattice(1) },
  }),
  assuming: ({ u }) => u.equal(0).all().not(),
  trivial: { name: 'all keys equal', region: (of) => equalRows(of.k) },
  check: determined(),
  // Each is decided exactly, which takes milliseconds.
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'linear attention, elu1', subject: linear(elu1) }],
  ablations: [
    { name: 'one value for all', hypothesis: 'V = K', check: determined((keys) => keys.mul(0).add(1)) },
  ],
})
