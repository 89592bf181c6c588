import { arrays, forAll, identity, lattice, linear, type Predicate, published } from 'attention-assay'
import type { Real } from 'attention-assay'
import { allEqual } from 'attention-assay/predicate'

/** The gradient of ½ Σ (w·x_i - y_i)² at w. */
const gradient = (w: Real, k: Real, y: Real) => k.transpose().matMul(k.matMul(w).sub(y))
/** The attention's output equals the prediction after one step from a start w_0. */
const oneStep =
  (start: number): Predicate<'x' | 'k' | 'y' | 'rate'> =>
  ({ x, k, y, rate }, { output }) => {
    const w = k.gather([0]).transpose().mul(0).add(start)
    const predicted = x.matMul(w.sub(gradient(w, k, y).mul(rate)))
    return allEqual(output({ q: x, k, v: y.mul(rate) }), predicted)
  }

/** In-context learning: linear attention over pairs (x_i, y_i) predicts like one step of gradient descent from 0. */
export default forAll({
  id: 'linear-icl-is-one-gd-step',
  title: 'Unnormalised linear attention predicts like one gradient step from 0',
  statement: String.raw`\sum_i (x\cdot x_i)\,\eta y_i = x\cdot\bigl(w_0 - \eta\nabla L(w_0)\bigr),\quad L(w) = \tfrac12\sum_i (w\cdot x_i - y_i)^2,\ w_0 = 0`,
  source: published('2212.07677', 'von Oswald et al.'),
  subject: linear(identity, { normalised: false }),
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [1, 2, 8], d: [1, 2, 4] },
    arrays: { x: [1, 'd'], k: ['n', 'd'], y: ['n', 1], rate: [] },
    from: lattice(8),
  }),
  check: oneStep(0),
  trivial: {
    name: 'the prediction is 0',
    region: ({ x, k, y }) => x.matMul(k.transpose()).matMul(y).equal(0),
  },
  cases: 2048,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'normalised weights', subject: linear(identity) }],
  ablations: [{ name: 'from w_0 = (1, …, 1)', hypothesis: 'w_0 = 0', check: oneStep(1) }],
})
