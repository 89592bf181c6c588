import { arrays, cosformer, derived, elu1, exponential, type FeatureMap, focused } from 'attention-assay'
import { forAll, gaussian, identity, linear, type Predicate, type Real, relu, softmax } from 'attention-assay'
import { uniform } from 'attention-assay'
import { and, equalRows } from 'attention-assay/predicate'

/** Maps that see the positive coordinates alone. */
const RECTIFIED = [relu, focused(3), cosformer(8)]
const [onId, onElu1, onExp, onRelu, ...others] = [identity, elu1, exponential, ...RECTIFIED].map((map) =>
  linear(map),
)
const isRectified = (map?: FeatureMap) => map !== undefined && RECTIFIED.includes(map)
const scaled = (q: Real, t: Real) => q.mul(t.exp())

const opposite = (q: Real, t: Real) => scaled(q, t).neg()
/** The logarithm of e^t times the features of elu1, which is the inverse of exp. */
const byInverseOfExp = (q: Real, t: Real) => q.minimum(0).exp().add(q.maximum(0)).mul(t.exp()).log()

/** Of id also -e^t q; of maps that see the positive coordinates alone also e^t q with other negative ones. */
function more(map: FeatureMap, q: Real, t: Real): Real[] {
  if (map === identity) return [opposite(q, t)]
  return isRectified(map) ? [scaled(q, t).add(q.minimum(0))] : []
}
/** The query with features e^t φ(q), which has the same weights as q. */
const collides =
  (partner?: FeatureMap['multiple']): Predicate =>
  ({ q, k, t }, attention) => {
    const map = attention.linear?.map
    const queries = partner ? [partner(q, t)] : [map!.multiple!(q, t), ...more(map!, q, t)]
    return and(
      ...queries.map((query) => attention.weights({ q: query, k }).equal(attention.weights({ q, k }))),
    )
  }

/** One query, or one that has the weights of all with the same positive entries: those of one key, or by one feature. */
const noChoice: Predicate<'q' | 'k' | 't'> = ({ q, k, t }, attention) => {
  const oneKey = attention.weights({ q, k }).max(-1).equal(1)
  const positive = q.maximum(0)
  const same = t.equal(0).or(equalRows(k)).or(oneKey)
  return (isRectified(attention.linear?.map) ? same.or(positive.max(-1).equal(positive.sum(-1))) : same).all()
}

/** Every constructor multiplies φ(q) by a positive number, which the quotient cancels. */
export default forAll({
  id: 'linear-collision-constructors',
  title:
    'Linear attention maps with m = d collide: id, relu, focused, cosFormer, elu1 and exp, by construction',
  statement: String.raw`\forall K, q, t,\ a = e^t:\quad L_K(\pm aq) = L_K(q)\ (\mathrm{id}),\quad L_K(aq + \min(q, 0)) = L_K(aq) = L_K(q)\ (\mathrm{relu}, \text{focused}, \text{cosFormer at one position}),\quad L_K(\varphi^{-1}(a\,\varphi(q))) = L_K(q)\ (\mathrm{elu}+1),\quad L_K(q + t\mathbf{1}) = L_K(q)\ (\exp)`,
  source: derived('that every continuous φ: ℝ^d → ℝ^d has collisions: Han et al., arXiv 2412.06590'),
  subject: [onId, onElu1, onExp, onRelu, ...others],
  needs: ['feature-multiples', 'normalised', 'no-positions'],
  inputs: arrays({
    dims: { tokens: [2, 3, 6], width: [3, 4] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], t: [1, 1] },
    // Mostly positive: with one positive entry relu has one feature, and no weight depends on q.
    from: { q: uniform(-1, 3), k: gaussian(1), t: uniform(-3, 3) },
  }),
  check: collides(),
  trivial: {
    name: 'q itself, equal keys, or one positive feature or key of a map that sees no other',
    region: noChoice,
  },
  // Each is decided exactly, which takes milliseconds.
  cases: 1700,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'elu1 with the inverse of exp', subject: onElu1, check: collides(byInverseOfExp) },
    { name: 'softmax, the query scaled', subject: softmax, check: collides(scaled) },
  ],
  ablations: [
    {
      name: 'elu1, the query itself scaled',
      hypothesis: 'φ(q), not q, is multiplied',
      subject: onElu1,
      check: collides(scaled),
    },
    { name: 'relu, a negative factor', hypothesis: 'a > 0', subject: onRelu, check: collides(opposite) },
  ],
})
