import { arrays, cosformer, derived, elu1, focused, forAll, gaussian, identity } from 'attention-assay'
import { linear, mixture, type Predicate, relu, uniform } from 'attention-assay'
import { allEqual, equalRows } from 'attention-assay/predicate'

const inputs = (least: number, most: number) =>
  arrays({
    dims: { n: [2, 3, 6], d: [2, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], a: [1, 1] },
    from: { q: mixture([1, gaussian(1)], [2, uniform(-1, 3)]), k: gaussian(1), a: uniform(least, most) },
  })
const blind: Predicate<'q' | 'k' | 'a'> = ({ q, k, a }, { weights }) =>
  allEqual(weights({ q: q.mul(a), k }), weights({ q, k }))

export default forAll({
  id: 'homogeneous-map-scale-blind',
  title: 'Linear attention with a homogeneous map does not see how long the query is',
  statement: String.raw`\varphi \in \{\mathrm{id}, \mathrm{relu}, \mathrm{cosformer}, \mathrm{focused}\}:\quad \forall a > 0, q, K:\ L_K(aq) = L_K(q)`,
  source: derived('from positive homogeneity'),
  subject: [linear(identity), linear(relu), linear(cosformer(6)), linear(focused(3))],
  needs: ['own-subject'],
  inputs: inputs(0.01, 8),
  assuming: ({ a }) => a.greater(0).all(),
  trivial: { name: 'a = 1, or all keys equal', region: ({ k, a }) => a.equal(1).all().or(equalRows(k)) },
  check: blind,
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    {
      name: 'relu, a negative factor',
      hypothesis: 'a > 0',
      subject: linear(relu),
      inputs: inputs(-8, -0.01),
      assuming: ({ a }) => a.less(0).all(),
    },
  ],
})
