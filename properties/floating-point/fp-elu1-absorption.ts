import { derived, elu1, type FeatureMap, forAll, linear, never, queryAndKeys } from 'attention-assay'
import { type Real, uniform } from 'attention-assay'

/** elu(x) + 1 as its name says it: for x < 0 the exponential less 1, and 1 again. */
const literal = (rows: Real) => rows.maximum(0).add(rows.minimum(0).exp().sub(1)).add(1)
const asNamed: FeatureMap = {
  ...{ name: 'elu(x) + 1, literally', dimension: (width) => width, compute: literal },
  define: { queries: literal, keys: literal },
}
const END = -17.4
const tokens = { tokens: [1, 2, 4], width: [1, 2, 4] }

/** False of real numbers; of the numbers that an engine returns it is true, and no row can be divided by its sum. */
export default forAll({
  id: 'fp-elu1-absorption',
  title: 'elu(x) + 1, computed literally, is 0 below -17.4: attention would divide 0 by 0',
  statement: String.raw`q_a, k_{ja} < -17.4,\ \varphi(x) = (e^{\min(x,0)} - 1) + \max(x,0) + 1:\quad \varphi(q)\cdot\varphi(k_j) = 0`,
  source: derived('from the distance of 1 to its neighbour in IEEE 754 binary32'),
  subject: linear(asNamed, { normalised: false }),
  needs: ['own-subject'],
  inputs: queryAndKeys({ ...tokens, from: uniform(-80, END) }),
  assuming: ({ q, k }) => q.less(END).all().and(k.less(END).all()),
  trivial: never,
  check: ({ q, k }, { weights }) => weights({ q, k }).equal(0).all(),
  cases: 1500,
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [
    {
      name: 'entries from -17 to 0',
      inputs: queryAndKeys({ ...tokens, from: uniform(-17, 0) }),
      assuming: ({ q, k }) => q.greater(-17).all().and(k.greater(-17).all()),
    },
    { name: 'as e^min(x,0) + max(x,0)', subject: linear(elu1, { normalised: false }) },
  ],
})
