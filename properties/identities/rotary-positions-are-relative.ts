import { arrays, forAll, gaussian, identity, lattice, linear, mechanism, mixture } from 'attention-assay'
import { type Predicate, published, type Real, type Recorder, rotary } from 'attention-assay'
import { sigmoidAttention } from 'attention-assay'
import { allEqual, span } from 'attention-assay/predicate'

/** The weights among tokens with others in front of them, which move their positions, are those without. */
const unmoved =
  (queriesToo: boolean): Predicate<'q' | 'k' | 'front'> =>
  ({ q, k, front }, { weights }) => {
    const shift = front.shape[0]
    const behind = span(shift, shift + k.shape[0])
    const all = weights({ q: queriesToo ? front.concat(q) : q, k: front.concat(k) })
    return allEqual((queriesToo ? all.gather(behind) : all).gather(behind, 1), weights({ q, k }))
  }

/** Mechanisms whose weights are made of their own score alone. */
const scores = linear(identity, { normalised: false })
const placed = (rows: Real, x: Recorder) => rows.add(x.constant(span(0, rows.shape[0]), [rows.shape[0], 1]))

export default forAll({
  id: 'rotary-positions-are-relative',
  title: 'Rotary scores depend on how far a query and a key are apart, not on where they are',
  statement: String.raw`R = \operatorname{diag}(e^{\mathrm{i}\theta_1}, \dots, e^{\mathrm{i}\theta_{d/2}}),\ \theta_l = b^{-2(l-1)/d}:\quad (R^{i+t} q)\cdot(R^{j+t} k) = (R^i q)\cdot(R^j k)`,
  source: published('2104.09864', 'Su et al.: RoFormer'),
  subject: [rotary(scores), rotary(sigmoidAttention({ bias: 'none' }), { base: 16 })],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { shift: [1, 2, 7], n: 2, d: [2, 4] },
    arrays: { q: ['n', 'd'], k: ['n', 'd'], front: ['shift', 'd'] },
    from: mixture([1, gaussian(1)], [1, lattice(3)]),
  }),
  check: unmoved(true),
  trivial: {
    name: 'all queries or all keys are 0',
    region: ({ q, k }) => q.equal(0).all().or(k.equal(0).all()),
  },
  cases: 1400,
  expect: { reals: 'consistent', float32: 'refuted' },
  controls: [
    { name: 'keys alone are moved', check: unmoved(false) },
    {
      name: 'positions are added',
      subject: mechanism('(q + i)·(k + j)', ({ q, k }, x) => placed(q, x).matMul(placed(k, x).transpose())),
    },
  ],
  ablations: [
    {
      name: 'a base that grows with the number of tokens',
      hypothesis: 'θ is the same for all lengths',
      subject: mechanism('rotary, base 16n', (inputs, x) =>
        rotary(scores, { base: 16 * inputs.k.shape[0] })
          .definition(x)
          .weights(inputs),
      ),
    },
  ],
})
