import { allKeysEqual, arrays, forAll, gatedLinear, gaussian, lattice, mixture } from 'attention-assay'
import { type Predicate, reconstructed, softmaxAttention } from 'attention-assay'
import { span } from 'attention-assay/predicate'

/** The rank of the weights of the tokens behind the third for the first three is at most d - below. */
const low =
  (below: number): Predicate<'q' | 'k' | 'gates'> =>
  ({ q, k, gates }, { weights }) =>
    weights({ q, k, gates })
      .gather(span(3, 6))
      .gather(span(0, 3), 1)
      .rank()
      .atMost(k.shape[1] - below)

export default forAll({
  id: 'gated-linear-duality-blocks',
  title: 'Blocks below the diagonal of gated linear attention have a rank of at most the width of the keys',
  statement: String.raw`W_{ij} = \textstyle\sum_a q_{ia} k_{ja} \prod_{j < r \le i} \alpha_{ra}\ (j \le i):\quad \operatorname{rank}\,(W_{ij})_{i > p,\ j \le p} \le d,\quad\text{here } p = 3,\ n = 6`,
  source: reconstructed(
    '2405.21060',
    'semiseparable matrices, Dao and Gu; gates for each coordinate are derived',
  ),
  subject: gatedLinear,
  needs: ['own-subject'],
  inputs: arrays({
    dims: { d: [1, 2] },
    arrays: { q: [6, 'd'], k: [6, 'd'], gates: [6, 'd'] },
    from: mixture([1, gaussian(1)], [1, lattice(2)]),
  }),
  trivial: allKeysEqual,
  check: low(0),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'causal softmax', subject: softmaxAttention({ mask: 'causal' }) }],
  mutants: [{ name: 'd - 1 in place of d', sharp: true, check: low(1) }],
})
