import { cosformer, derived, exists, favor, FEATURE_MAPS, gaussian, identity, lattice } from 'attention-assay'
import { linear, mixture, type Predicate, type Proposition, queryAndKeys, taylor2 } from 'attention-assay'
import { withNumbers } from 'attention-assay'
import { allEqual, scoresOf } from 'attention-assay/predicate'

type Name = 'q' | 'k'
const kernel = { normalised: false }
const random = favor({
  directions: (d) => [1, -1, 0.5].map((a) => Array.from({ length: d }, (_, i) => a ** i)),
})

const notPositive: Predicate<Name> = (of, { weights }) => weights(of).atMost(0).any()
const notMonotone: Predicate<Name> = (of, { weights }) => scoresOf(of).sameOrder(weights(of)).all().not()
/** The kernel is the score, which is monotone. */
const isScore: Predicate<Name> = ({ q }, { linear }, x): Proposition =>
  allEqual(linear!.map.define.queries(q, x), q)
/** The kernel at the key -q/|q|², where taylor2 is least. */
const leastIsPositive: Predicate<Name> = ({ q }, { weights }) =>
  weights({ q, k: q.neg().div(q.square().sum()) })
    .greater(0)
    .all()

/** Half of the keys have scores of about size 3, however long the query is. */
const inputs = withNumbers(
  queryAndKeys({
    tokens: 32,
    width: [2, 3],
    from: { q: mixture([2, gaussian(1)], [1, lattice(4)]), k: gaussian(3) },
  }),
  ({ q, k }) => {
    const length = Math.max(0.25, Math.hypot(...q.data))
    return { k: k.data.map((x, i) => (2 * i < k.data.length ? x : x / length)) }
  },
)

/** For each query there are keys by which a kernel is seen not to be positive, or not to increase with the score. */
export default exists({
  id: 'no-finite-monotone-positive-kernel',
  title:
    'None of the kernels of these maps of finitely many features is positive and increases with the score',
  statement: String.raw`d \ge 2,\ \kappa = \varphi(q)\cdot\varphi(k),\ \varphi \in \{\mathrm{id}, \mathrm{relu}, \mathrm{elu}+1, \exp, \mathrm{hedgehog}, \mathrm{taylor2}, \text{favor+}, \text{cosFormer}\}:\quad \forall q \ne 0\ \exists K:\ \kappa(q, k_i) \le 0 \text{ or } \operatorname{order}(\kappa(q, k_j)) \ne \operatorname{order}(q\cdot k_j)`,
  source: derived('from the linear independence of ridge functions'),
  subject: [...FEATURE_MAPS, random, cosformer(32)].map((map) => linear(map, kernel)),
  needs: ['own-subject'],
  quantifiers: { q: 'forAll', k: 'exists' },
  inputs,
  assuming: ({ q }) => q.equal(0).all().not(),
  trivial: { name: 'not positive', region: notPositive },
  check: (of, attention, x) => notPositive(of, attention, x).or(notMonotone(of, attention, x)),
  cases: 1500,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    {
      name: 'id does not increase with the score',
      subject: linear(identity, kernel),
      check: notMonotone,
      obstruction: isScore,
    },
  ],
  ablations: [
    {
      ...{ name: 'taylor2 is not positive', hypothesis: 'positive and increasing, not positive alone' },
      ...{ subject: linear(taylor2, kernel), check: notPositive, obstruction: leastIsPositive },
    },
  ],
})
