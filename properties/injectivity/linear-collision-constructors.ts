import { arrays, derived, elu1, exponential, type FeatureMap, forAll, gaussian } from 'attention-assay'
import { identity, linear, type Predicate, type Real, relu, uniform } from 'attention-assay'

const [onId, onRelu, onElu1, onExp] = [identity, relu, elu1, exponential].map((map) => linear(map))

const elu1Features = (q: Real) => q.minimum(0).exp().add(q.maximum(0))

/** The query with features e^t φ(q), which has the same weights as q. */
const collides =
  (partner?: FeatureMap['multiple']): Predicate =>
  ({ q, k, t }, attention) => {
    const multiple = partner ?? attention.linear!.map.multiple!
    return attention.weights({ q: multiple(q, t), k }).equal(attention.weights({ q, k }))
  }

/** One query, or one that has the weights of all with the same positive entries: those of one key, or by one feature. */
const noChoice: Predicate<'q' | 'k' | 't'> = ({ q, k, t }, attention) => {
  const oneKey = attention.weights({ q, k }).max(-1).equal(1)
  const positive = q.maximum(0)
  const same = t
    .equal(0)
    .or(k.equal(k.gather([0])).all())
    .or(oneKey)
  return (attention.linear?.map === relu ? same.or(positive.max(-1).equal(positive.sum(-1))) : same).all()
}

/** Every constructor multiplies φ(q) by a positive number, which the quotient cancels. */
export default forAll({
  id: 'linear-collision-constructors',
  title: 'Linear attention maps with m = d collide: id, relu, elu1 and exp, by construction',
  statement: String.raw`\forall K, q, t,\ a = e^t:\quad L_K(aq) = L_K(q)\ (\mathrm{id}, \mathrm{relu}),\quad L_K(\varphi^{-1}(a\,\varphi(q))) = L_K(q)\ (\mathrm{elu}+1),\quad L_K(q + t\mathbf{1}) = L_K(q)\ (\exp)`,
  source: derived('that every continuous φ: ℝ^d → ℝ^d has collisions: Han et al., arXiv 2412.06590'),
  subject: [onId, onRelu, onElu1, onExp],
  needs: ['feature-multiples', 'normalised', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [2, 3, 6], width: [3, 4] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], t: [1, 1] },
    // Mostly positive: with one positive entry relu has one feature, and no weight depends on q.
    from: { q: uniform(-1, 3), k: gaussian(1), t: uniform(-3, 3) },
  }),
  check: collides(),
  trivial: { name: 'q itself, equal keys, or relu with one feature or key', region: noChoice },
  // Each is decided exactly, which takes milliseconds.
  cases: 4096,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'elu1 with the inverse of exp',
      subject: onElu1,
      check: collides((q, t) => elu1Features(q).mul(t.exp()).log()),
    },
  ],
  ablations: [
    {
      name: 'elu1, the query itself scaled',
      hypothesis: 'φ(q), not q, is multiplied',
      subject: onElu1,
      check: collides((q, t) => q.mul(t.exp())),
    },
    {
      name: 'relu, a negative factor',
      hypothesis: 'a > 0',
      subject: onRelu,
      check: collides((q, t) => q.mul(t.exp()).neg()),
    },
  ],
})
