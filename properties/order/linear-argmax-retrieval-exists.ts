import { arrays, derived, elu1, type FeatureMap, forAll, lattice, linear } from 'attention-assay'
import { type Measure, never, type Predicate, type Proposition, type Real } from 'attention-assay'
import { allEqual, eye } from 'attention-assay/predicate'

/** φ(u) = (1, u): of unit vectors at the angle a, a kernel of 1 + cos a, up to a factor that the quotient cancels. */
const withOne = (rows: Real) => rows.gather([0], 1).mul(0).add(1).concat(rows, 1)
const cosine: FeatureMap = {
  ...{ name: '(1, u)', dimension: (width) => width + 1, compute: withOne },
  define: { queries: withOne, keys: withOne },
}

/** Unit vectors by the tangents p/32 of half their angles, and their opposites: rational points of the circle. */
function circle(p: Real): Real {
  const tangents = p.div(32)
  const [squares, twice] = [tangents.square(), tangents.mul(2)]
  const half = squares.neg().add(1).concat(twice, 1).div(squares.add(1))
  return half.concat(half.neg())
}
/** Of each row the weight of the query's own key, and the largest of the others. */
const split: (...of: Parameters<Measure<'p'>>) => [Real, Real, Real] = ({ p }, { weights }, x) => {
  const all = weights({ q: circle(p), k: circle(p) })
  const own = eye(all.shape[0], x)
  return [all, all.mul(own).sum(-1), all.sub(own.mul(2)).max(-1)]
}
const retrieves =
  (share = 1): Predicate<'p'> =>
  (...of) => {
    const [all, own, other] = split(...of)
    const exact = own.mul(all.shape[0]).equal(2).all()
    return other
      .less(own.mul(share))
      .all()
      .and(exact)
      .and(all.gather([0, 1, 2]).rank().atLeast(3))
  }

export default forAll({
  id: 'linear-argmax-retrieval-exists',
  title: 'Attention of rank 3 retrieves any number of items by the largest weight, of 2/n each',
  statement: String.raw`k_j = (\cos\theta_j, \sin\theta_j) \text{ distinct},\ \textstyle\sum_j k_j = 0,\ \kappa = \tfrac12(1 + q\cdot k):\quad \arg\max_j L_K(k_i)_j = i,\ L_K(k_i)_i = \tfrac2n,\ \mathrm{rank} = 3`,
  source: derived(),
  subject: linear(cosine),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { half: [2, 3] },
    arrays: { p: ['half', 1] },
    from: lattice(64),
  }),
  // No two directions are the same, or opposite.
  assuming: ({ p }, _attention, x): Proposition => {
    const [a, apart] = [p.transpose(), x.constant(1)]
    const determinant = p.sub(a).mul(p.mul(a).add(32 ** 2))
    return determinant.equal(0).iff(eye(p.shape[0], x).equal(apart)).all()
  },
  trivial: never,
  check: retrieves(),
  tightness: (...of) => {
    const [, own, other] = split(...of)
    return other.div(own).max()
  },
  // Each is decided exactly, which takes milliseconds.
  cases: 1600,
  expect: { reals: 'holds' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    { name: 'directions that repeat', hypothesis: 'distinct keys', assuming: ({ p }) => allEqual(p, p) },
  ],
  mutants: [{ name: 'by 2 % at least', sharp: true, check: retrieves(0.98) }],
})
