import { arrays, derived, forAll, gaussian, hedgehog, lattice, linear, mixture } from 'attention-assay'
import { type Predicate, type Real, softmax } from 'attention-assay'
import { allEqual, equalRows, spansAffinely } from 'attention-assay/predicate'

const both = (rows: Real, sign = 1) => rows.concat(sign < 0 ? rows.neg() : rows)

/** Each value stands at a key and at its opposite, and q and -q are two queries. */
const differ =
  (values = (_k: Real, v: Real) => both(v)): Predicate<'q' | 'k' | 'v'> =>
  ({ q, k, v }, attention) => {
    const output = (query: Real) => attention.output({ q: query, k: both(k, -1), v: values(k, v) })
    return allEqual(output(q), output(q.neg())).not()
  }

/** False: that the weights determine the query does not mean that what they mix does. */
export default forAll({
  id: 'softmax-output-injective-any-V',
  title: 'Where softmax weights determine the query, so do the outputs, whatever the values',
  statement: String.raw`\mathrm{rank}[K, \mathbf{1}] = d + 1:\quad \forall V \ne 0,\ p \ne q:\quad V^\top S_K(p) \ne V^\top S_K(q)`,
  source: derived('the wording generalises what Han et al., arXiv 2412.06590, say of weights'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [1, 2, 3], width: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 'width'] },
    from: { q: mixture([1, lattice(2)], [1, gaussian(1)]), k: lattice(2), v: lattice(2) },
  }),
  assuming: ({ q, k, v }) =>
    spansAffinely(both(k, -1)).and(q.equal(0).all().not()).and(v.equal(0).all().not()),
  trivial: { name: 'one value for all', region: ({ v }) => equalRows(v) },
  check: differ(),
  cases: 2048,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'hedgehog, whose weights determine the query too', subject: linear(hedgehog) }],
  restrictions: [{ name: 'keys for values', hypothesis: 'V = K', check: differ((k) => both(k, -1)) }],
})
