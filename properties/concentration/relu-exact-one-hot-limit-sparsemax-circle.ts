import { arrays, derived, exists, lattice, never, type Predicate, softmax } from 'attention-assay'
import { sparsemaxAttention } from 'attention-assay'
import { allEqual, eye } from 'attention-assay/predicate'

const QUARTER = [5, 0, 4, 3, 3, 4]
const turned = QUARTER.map((_, at) => (at % 2 ? QUARTER[at - 1] : -QUARTER[at + 1]))
/** The 12 integer points of length 5. */
const POINTS = [...QUARTER, ...turned, ...[...QUARTER, ...turned].map((u) => -u)]

const selects: Predicate<'beta'> = ({ beta }, { weights }, x) => {
  const k = x.constant(POINTS, [12, 2])
  return allEqual(weights({ q: k.mul(beta), k }), eye(12, x))
}

/** Twelve different one-hot rows of width two: what no linear attention of fewer than twelve features has. */
export default exists({
  id: 'relu-exact-one-hot-limit-sparsemax-circle',
  title: 'Sparsemax of twelve tokens of width two with themselves can be the identity, exactly',
  statement: String.raw`K = \{k \in \mathbb{Z}^2 : |k| = 5\}:\quad \exists\beta:\ \mathrm{sparsemax}(\beta KK^\top) = I_{12}`,
  source: derived('k·k = 25, and the largest other product is 24'),
  subject: sparsemaxAttention(),
  needs: ['own-subject'],
  quantifiers: { beta: 'exists' },
  inputs: arrays({ arrays: { beta: [1, 1] }, from: lattice(4) }),
  trivial: never,
  check: selects,
  cases: 200,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    {
      name: 'softmax',
      subject: softmax,
      obstruction: ({ beta }, { weights }, x) => {
        const k = x.constant(POINTS, [12, 2])
        return weights({ q: k.mul(beta), k })
          .greater(0)
          .all()
      },
    },
  ],
})
