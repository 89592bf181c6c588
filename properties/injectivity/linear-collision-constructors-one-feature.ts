import { allKeysEqual, changedQuery, derived, elu1, exponential, favor, forAll } from 'attention-assay'
import { gaussian, hedgehog, linear, relu, uniform } from 'attention-assay'
import { allEqual } from 'attention-assay/predicate'

const along = (width: number) => [[1, -0.5].slice(0, width)]
const favorOne = favor({ directions: along })

/** Of the keys alone: φ(q) is one number, and cancels. */
export default forAll({
  id: 'linear-collision-constructors-one-feature',
  title: 'With one feature the weights of linear attention do not depend on the query',
  statement: String.raw`m = 1:\quad \forall K, p, q,\ \varphi(p), \varphi(q) \ne 0:\quad L_K(p) = L_K(q)`,
  source: derived(),
  subject: [relu, elu1, exponential, favorOne].map((map) => linear(map)),
  needs: ['own-subject'],
  inputs: changedQuery({
    tokens: [2, 3, 6],
    width: 1,
    from: { q: uniform(-1, 3), k: gaussian(1), r: gaussian(1) },
  }),
  trivial: allKeysEqual,
  check: ({ q, k, r }, { weights }) => allEqual(weights({ q, k }), weights({ q: q.add(r), k })),
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'hedgehog', subject: linear(hedgehog) }],
  ablations: [
    {
      name: 'two features',
      hypothesis: 'm = 1',
      subject: linear(favor({ directions: (width) => [...along(width), Array<number>(width).fill(2)] })),
    },
  ],
})
