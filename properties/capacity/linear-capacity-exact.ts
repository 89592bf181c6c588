import { arrays, forAll, identity, lattice, linear, type Predicate, type Real } from 'attention-assay'
import { reconstructed, softmax } from 'attention-assay'
import { allEqual, reflection, span } from 'attention-assay/predicate'

/** Each value is read back as it was stored, under the features that `change` makes of n orthonormal ones. */
const recalls =
  (change: (features: Real) => Real = (of) => of): Predicate<'u' | 'v'> =>
  ({ u, v }, { output }, x) => {
    const features = change(reflection(u, x).gather(span(0, v.shape[0])))
    return allEqual(output({ q: features, k: features, v }), v)
  }

/** As many values as there are features are stored in unnormalised linear attention without loss. */
export default forAll({
  id: 'linear-capacity-exact',
  title: 'Unnormalised linear attention stores n ≤ m values exactly under orthonormal features',
  statement: String.raw`\Phi \in \mathbb{R}^{n\times m},\ \Phi\Phi^\top = I:\quad \forall V:\ \Phi(\Phi^\top V) = V`,
  source: reconstructed('2102.11174', 'Schlag, Irie, Schmidhuber: capacity of linear attention'),
  subject: linear(identity, { normalised: false }),
  needs: ['own-subject'],
  inputs: arrays({
    ...{ dims: { n: [1, 2, 4], m: [2, 4, 6] }, arrays: { u: [1, 'm'], v: ['n', 2] } },
    ...{ from: lattice(4), where: ({ n, m }) => n <= m },
  }),
  check: recalls(),
  trivial: { name: 'all values are 0', region: ({ v }) => v.equal(0).all() },
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax', subject: softmax }],
  ablations: [
    { name: 'features of length 2', hypothesis: '|φ_i| = 1', check: recalls((of) => of.mul(2)) },
    {
      name: 'the same feature for all',
      hypothesis: 'φ_i·φ_j = 0',
      check: recalls((of) => of.mul(0).add(of.gather([0]))),
    },
  ],
})
