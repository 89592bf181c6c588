import { arrays, derived, forAll, gaussian, type Predicate, softmax, uniform } from 'attention-assay'
import { allEqual, eye } from 'attention-assay/predicate'

const apartBy =
  (least: number): Predicate<'s' | 'v'> =>
  ({ s }) =>
    s
      .gather([0], 1)
      .sub(s.gather([1], 1))
      .greater(least)
      .all()
const copies: Predicate<'s' | 'v'> = ({ s, v }, attention, x) =>
  allEqual(attention.output({ q: s, k: eye(2, x), v }), v.gather([0]))

/** False of real numbers; of the numbers that an engine returns it is true, beyond the least subnormal one. */
export default forAll({
  id: 'fp-softmax-edges-saturation',
  title: 'Softmax of scores more than 104 apart is 0 and 1, and copies a value exactly',
  statement: String.raw`s_1 - s_2 > 104:\quad p_2 = 0,\quad p_1 v_1 + p_2 v_2 = v_1`,
  source: derived('from the least positive number of IEEE 754 binary32'),
  subject: softmax,
  needs: ['own-subject'],
  inputs: arrays({ arrays: { s: [1, 2], v: [2, 2] }, from: { s: uniform(-300, 300), v: gaussian(1) } }),
  assuming: apartBy(104),
  trivial: { name: 'both values equal', region: ({ v }) => allEqual(v.gather([0]), v.gather([1])) },
  check: (of, attention, x) => {
    const weights = attention.weights({ q: of.s, k: eye(2, x) })
    return weights
      .gather([1], 1)
      .equal(0)
      .all()
      .and(copies(of, attention, x))
  },
  cases: 6000,
  expect: { reals: 'refuted', float32: 'holds' },
  controls: [{ name: 's_1 - s_2 > 1', assuming: apartBy(1) }],
  restrictions: [
    {
      name: 'equal values are copied',
      hypothesis: 'v_1 = v_2, of the output alone',
      inputs: arrays({ arrays: { s: [1, 2], v: [1, 2] }, from: uniform(-300, 300) }).map(
        ({ inputs: { s, v } }) => ({
          inputs: { s, v: { shape: [2, 2], data: Float32Array.of(...v.data, ...v.data) } },
        }),
      ),
      check: copies,
      cases: 200,
    },
  ],
})
