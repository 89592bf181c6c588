import { arrays, derived, forAll, gaussian, softmax, uniform, withNumbers } from 'attention-assay'
import { allEqual, and, asScores, range } from 'attention-assay/predicate'

const dims = { columns: [2, 3, 8] }
/** All are less than 2^-26 apart, half of the distance from 1 to the next smaller float32 number. */
const near = arrays({ dims, arrays: { s: [1, 'columns'] }, from: uniform(-(2 ** -27), 2 ** -27) })

/** All scores become the first one. */
const tied = withNumbers(near, ({ s }) => ({ s: s.data.map(() => s.data[0]) }))

/** False of real numbers; of the numbers that an engine returns it is true. */
export default forAll({
  id: 'fp-softmax-edges-ties',
  title: 'Softmax of different scores that are at most 2^-26 apart is uniform',
  statement: String.raw`0 < \max s - \min s \le 2^{-26}:\quad p_1 = \dots = p_n`,
  source: derived('from the distance of 1 to its neighbour in IEEE 754 binary32'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: near,
  assuming: ({ s }) => and(range(s).greater(0), range(s).atMost(2 ** -26)).all(),
  trivial: { name: 'all scores equal', region: ({ s }) => range(s).equal(0).all() },
  check({ s }, attention, x) {
    const weights = attention.weights(asScores(s, x))
    return allEqual(weights, weights.gather([0], 1))
  },
  cases: 4096,
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [
    {
      name: 'scores of size 1',
      inputs: arrays({ dims, arrays: { s: [1, 'columns'] }, from: gaussian(1) }),
      assuming: ({ s }) => range(s).greater(0).all(),
    },
  ],
  restrictions: [
    {
      name: 'equal scores',
      hypothesis: 'max s = min s',
      inputs: tied,
      assuming: ({ s }) => range(s).equal(0).all(),
      cases: 200,
    },
  ],
})
