import { allKeysEqual, type Attention, elu1, exponential, forAll, lattice, linear } from 'attention-assay'
import { type Predicate, queriesAndKeys, reconstructed, softmaxAttention } from 'attention-assay'
import { and, span, stacked } from 'attention-assay/predicate'

const dimension = ({ linear: of }: Attention, width: number) => of?.map.dimension(width) ?? width

/** For each p the rank of rows behind p and columns up to it is at most m - below. Row by row: no product's rank is known. */
const low =
  (below: number): Predicate<'q' | 'k'> =>
  ({ q, k }, attention) => {
    const A = attention.weights({ q, k })
    const n = k.shape[0]
    const block = (p: number) => stacked(span(p, n).map((i) => A.gather([i]).gather(span(0, p), 1)))
    const [first, ...rest] = span(2, n - 1).map((p) =>
      block(p)
        .rank()
        .atMost(dimension(attention, k.shape[1]) - below),
    )
    return and(first, ...rest)
  }

export default forAll({
  id: 'linear-causal-rank-le-m-blocks',
  title: 'Blocks below the diagonal of causal linear attention have rank at most m',
  statement: String.raw`\forall p:\quad \operatorname{rank}\,(\text{causal } L_K(Q))_{i > p,\ j \le p} \le m`,
  source: reconstructed('2405.21060', 'semiseparable matrices, Dao and Gu'),
  subject: [linear(elu1, { mask: 'causal' }), linear(exponential, { mask: 'causal' })],
  needs: ['feature-map', 'no-positions'],
  inputs: queriesAndKeys({ queries: 6, tokens: 6, width: [1, 2], from: lattice(2) }),
  trivial: allKeysEqual,
  check: low(0),
  cases: 1500,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'causal softmax, with d in place of m', subject: softmaxAttention({ mask: 'causal' }) }],
  mutants: [{ name: 'm - 1 in place of m', sharp: true, check: low(1) }],
})
