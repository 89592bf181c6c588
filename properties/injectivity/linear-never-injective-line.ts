import { allKeysEqual, arrays, derived, elu1, exponential, favor, forAll, gaussian } from 'attention-assay'
import { hedgehog, identity, lattice, linear, mixture, type Predicate, relu, softmax } from 'attention-assay'
import { unitDirections } from 'attention-assay'
import { allEqual } from 'attention-assay/predicate'

/** The directions 0, e_1, …, e_d. */
const random = favor({
  directions: (d) => [Array<number>(d).fill(0), ...unitDirections(d)],
})
/** The weights at q and q + u agree exactly when the features are collinear, or equal; of keys whose features span. */
const determines =
  (what: 'line' | 'features', spanning = true): Predicate<'q' | 'k' | 'u'> =>
  ({ q, k, u }, attention, x) => {
    const map = (attention.linear?.map ?? identity).define
    const [p, features] = [q.add(u), map.keys(k, x)]
    const [one, other] = [map.queries(q, x), map.queries(p, x)]
    const agree = allEqual(attention.weights({ q, k }), attention.weights({ q: p, k }))
    const same = what === 'line' ? one.concat(other).rank().atLeast(2).not() : allEqual(one, other)
    const exactly = agree.iff(same)
    return spanning ? features.rank().atLeast(features.shape[1]).implies(exactly) : exactly
  }

export default forAll({
  id: 'linear-never-injective-line',
  title:
    'Where the features of the keys span, the weights of linear attention determine the line of those of the query',
  statement: String.raw`\mathrm{rank}\,\Phi = m:\quad L_K(p) = L_K(q) \iff \varphi(p) \in \mathbb{R}\,\varphi(q)`,
  source: derived('what is left of linear-never-injective; where m = d: Han et al., arXiv 2412.06590'),
  subject: [identity, relu, elu1, exponential, hedgehog, random].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [4, 5], width: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], u: [1, 'width'] },
    from: mixture([3, lattice(2)], [1, gaussian(1)]),
  }),
  assuming: ({ u }) => u.equal(0).all().not(),
  trivial: allKeysEqual,
  check: determines('line'),
  // Of relu two thirds of them have no weights at p or q.
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'the features themselves', check: determines('features') },
    { name: 'softmax, the line of q', subject: softmax },
  ],
  ablations: [{ name: 'any keys', hypothesis: 'rank Φ = m', check: determines('line', false) }],
})
