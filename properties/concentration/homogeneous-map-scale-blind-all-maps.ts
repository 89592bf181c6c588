import { arrays, cosformer, elu1, exponential, favor, focused, forAll, gaussian } from 'attention-assay'
import { hedgehog, identity, linear, type Predicate, reconstructed, relu, softmax } from 'attention-assay'
import { taylor2, uniform, unitDirections } from 'attention-assay'
import { allEqual, equalRows } from 'attention-assay/predicate'

const blind: Predicate<'q' | 'k' | 'a'> = ({ q, k, a }, { weights }) =>
  allEqual(weights({ q: q.mul(a), k }), weights({ q, k }))

/** Said of linear attention, false of maps that are not homogeneous. */
export default forAll({
  id: 'homogeneous-map-scale-blind-all-maps',
  title: 'Linear attention disregards the magnitude of the query, whatever its map',
  statement: String.raw`\varphi \in \{\mathrm{elu}+1, \exp, \mathrm{taylor2}, \mathrm{hedgehog}, \mathrm{FAVOR+}\}:\quad \forall a > 0, q, K:\ L_K(aq) = L_K(q)`,
  source: reconstructed(
    '2507.00698',
    'the abstract says "entirely disregards the magnitude information of the query"; read here of every map',
  ),
  subject: [elu1, exponential, taylor2, hedgehog, favor({ directions: unitDirections })].map((map) =>
    linear(map),
  ),
  needs: ['feature-map'],
  inputs: arrays({
    dims: { n: [2, 3], d: [2, 3] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], a: [1, 1] },
    from: { q: gaussian(1), k: gaussian(1), a: uniform(0.1, 8) },
  }),
  assuming: ({ a }) => a.greater(0).all(),
  trivial: { name: 'a = 1, or all keys equal', region: ({ k, a }) => a.equal(1).all().or(equalRows(k)) },
  check: blind,
  cases: 1500,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'softmax', subject: softmax }],
  restrictions: [
    {
      name: 'homogeneous maps',
      hypothesis: 'φ(aq) = a φ(q)',
      subject: [identity, relu, cosformer(3), focused(3)].map((map) => linear(map)),
      cases: 600,
    },
  ],
})
