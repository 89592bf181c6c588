import { arrays, type Attention, forAll, identity, type Inputs, lattice, linear } from 'attention-assay'
import { type Predicate, type Real, reconstructed, type Recorder, withNumbers } from 'attention-assay'
import { allEqual, eye, span } from 'attention-assay/predicate'
import fc from 'fast-check'

type Name = 'h' | 'b' | 'v'
const drawn = arrays({
  dims: { n: [3, 4], d: [1, 2] },
  arrays: { h: [1, 'n'], b: ['d', 'd'], v: ['n', 2] },
  from: lattice(2),
})
/** The same with signs on the diagonal of B and 0 elsewhere, or with some of the signs 0. */
const diagonal = (distribution: string, entry: (drawn: number) => number) =>
  withNumbers(
    drawn,
    ({ b }) => ({ b: b.data.map((x, at) => (at % (b.shape[0] + 1) ? 0 : entry(x))) }),
    distribution,
  )

/** K, the first columns of the reflection I - 2hhᵀ/|h|² by B: KᵀK = BᵀB. */
function keysOf({ h, b }: Inputs<Name>, x: Recorder) {
  const mirror = h.transpose().matMul(h).mul(2).div(h.square().sum())
  const columns = span(0, b.shape[0])
  return eye(h.shape[1], x).sub(mirror).gather(columns, 1).matMul(b)
}
/** The attention's outputs for the units as queries are a matrix Wᵀ; KᵀK Wᵀ = KᵀV where W has the least squares. */
function hasLeastSquares(of: Inputs<Name>, v: Inputs['v'], attention: Attention, x: Recorder) {
  const k = keysOf(of, x)
  const w = attention.output({ q: eye(k.shape[1], x), k, v })
  return k.transpose().matMul(k.matMul(w).sub(v)).equal(0).all()
}
/** The columns of a matrix are orthonormal. */
const orthonormal = (k: Real, x: Recorder) => allEqual(k.transpose().matMul(k), eye(k.shape[1], x))
const isOrthonormal: Predicate<Name> = (of, _attention, x) => orthonormal(keysOf(of, x), x)
/** For the units as values, and so, as both sides are linear in V, for all. */
const forUnits: Predicate<Name> = (of, ...to) => hasLeastSquares(of, eye(of.h.shape[1], to[1]), ...to)
const exactlyFor: Predicate<Name> = (...of) => forUnits(...of).iff(isOrthonormal(...of))
const mirrored: Predicate<Name> = ({ h }, _attention, x) => x.constant(0).less(h.square().sum())

export default forAll({
  id: 'test-time-regression-least-squares',
  title: 'Linear attention is least squares for all values exactly where the columns of K are orthonormal',
  statement: String.raw`\operatorname{rank} K = d:\quad V^\top K = \arg\min_W \textstyle\sum_i |v_i - Wk_i|^2 \text{, that is, } V^\top K\,K^\top K = V^\top K,\ \forall V \iff K^\top K = I`,
  source: reconstructed('2501.12352', 'Wang, Shi, Fox: attention as regression; the equivalence is derived'),
  subject: linear(identity, { normalised: false }),
  needs: ['own-subject'],
  inputs: fc.oneof(
    drawn,
    diagonal('orthonormal columns', (x) => (x < 0 ? -1 : 1)),
  ),
  assuming: (of, attention, x) => mirrored(of, attention, x).and(of.b.rank().atLeast(of.b.shape[0])),
  cover: [{ name: 'orthonormal columns', atLeast: 0.3, region: (of, _attention, x) => orthonormal(of.b, x) }],
  trivial: {
    name: 'columns of K are units, or their opposites',
    region: ({ h, b }, _attention, x) => h.abs().sum().equal(h.abs().max()).and(orthonormal(b, x)),
  },
  check: exactlyFor,
  cases: 1800,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    {
      name: 'for these values alone',
      check: (of, ...to) => hasLeastSquares(of, of.v, ...to).iff(isOrthonormal(of, ...to)),
      cases: 8192,
    },
    { name: 'divided by the sums of rows', subject: linear(identity) },
  ],
  ablations: [
    {
      name: 'zeros among the signs of B',
      hypothesis: 'rank K = d',
      inputs: diagonal('orthonormal columns and zeros', Math.sign),
      assuming: mirrored,
    },
    { name: 'the equations alone', hypothesis: 'KᵀK = I', check: forUnits },
  ],
})
