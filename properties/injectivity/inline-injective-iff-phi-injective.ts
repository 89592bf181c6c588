import { allKeysEqual, arrays, type Attention, elu1, exponential, forAll, gaussian } from 'attention-assay'
import { hedgehog, identity, inline, lattice, linear, mixture, type Predicate } from 'attention-assay'
import { reconstructed, relu } from 'attention-assay'
import { allEqual, spansAffinely } from 'attention-assay/predicate'

const MAPS = [identity, elu1, exponential, hedgehog, relu]
const mapOf = ({ inline, linear }: Attention) => (inline ?? linear)!.map.define

/** The weights at q and q + u agree exactly when Φ(φ(q + u) - φ(q)) is constant; of spanning features, when φ agrees. */
const injectiveIf =
  (spanning = true): Predicate<'q' | 'k' | 'u'> =>
  ({ q, k, u }, attention, x) => {
    const [map, p] = [mapOf(attention), q.add(u)]
    const [features, change] = [map.keys(k, x), map.queries(p, x).sub(map.queries(q, x))]
    const scores = change.matMul(features.transpose())
    const agree = allEqual(attention.weights({ q, k }), attention.weights({ q: p, k }))
    const same = agree.iff(change.equal(0).all())
    const constant = allEqual(scores, scores.gather([0], 1))
    return agree.iff(constant).and(spanning ? spansAffinely(features).implies(same) : same)
  }

export default forAll({
  id: 'inline-injective-iff-phi-injective',
  title: 'InLine weights determine the features of the query, where those of the keys span affinely',
  statement: String.raw`\mathrm{InL}_K(p) = \mathrm{InL}_K(q) \iff \Phi(\varphi(p) - \varphi(q)) \in \mathbb{R}\mathbf{1};\quad \mathrm{rank}[\Phi, \mathbf{1}] = m+1:\ \iff \varphi(p) = \varphi(q)`,
  source: reconstructed('2412.06590', 'sufficiency: Han et al.; the equivalence is derived in the note'),
  subject: MAPS.map((map) => inline(map)),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], u: [1, 'width'] },
    from: mixture([3, lattice(2)], [1, gaussian(1)]),
  }),
  assuming: ({ u }) => u.equal(0).all().not(),
  trivial: allKeysEqual,
  check: injectiveIf(),
  // Each is decided exactly, which takes milliseconds.
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'division in place of subtraction', subject: linear(identity) }],
  ablations: [{ name: 'any keys', hypothesis: 'rank [Φ, 1] = m + 1', check: injectiveIf(false) }],
})
