import { type Attention, elu1, exponential, folklore, forAll, hedgehog, lattice } from 'attention-assay'
import { linear, type Predicate, queriesAndKeys, type Real, relu, softmax } from 'attention-assay'
import { withNumbers } from 'attention-assay'
import { rowsOf, stacked } from 'attention-assay/predicate'
import fc from 'fast-check'

const MAPS = [relu, elu1, exponential, hedgehog]

/** m; a subject without a feature map stands for one with m = d. */
const dimension = ({ linear }: Attention, width: number) => linear?.map.dimension(width) ?? width

/**
 * The matrix taken apart into its rows and put together again: what is known of the rank of a product is not known of that,
 * so that elimination of the numbers decides, not the theorem.
 */
const rowByRow = (matrix: Real) => stacked(rowsOf(matrix))

/** The rank is at most m - below. */
const rankAtMost =
  (below: number): Predicate =>
  ({ q, k }, attention) =>
    rowByRow(attention.weights({ q, k }))
      .rank()
      .atMost(dimension(attention, k.shape[1]) - below)

// More queries and keys than features of any of the maps.
const narrow = queriesAndKeys({ queries: [3, 4], tokens: [3, 4], width: 1, from: lattice(8) })
const wide = queriesAndKeys({ queries: 5, tokens: 5, width: 2, from: { q: lattice(1), k: lattice(2) } })
/** Relu's features of a query are not all 0. */
const nonNegative = withNumbers(narrow, ({ q }) => ({ q: q.data.map(Math.abs) }), 'lattice ±8, queries ≥ 0')

/** Linear attention's weights, an n_q × n matrix, have at most the rank m of the feature map. */
export default forAll({
  id: 'linear-rank-le-m',
  title: 'Linear attention weights have rank at most m',
  statement: String.raw`\forall Q, K,\ n, n_q > m:\quad \mathrm{rank}\,L_K(Q) \le m`,
  source: folklore('the low-rank diagnosis also in Fan et al., arXiv 2411.07635'),
  subject: MAPS.map((map) => linear(map)),
  needs: ['feature-map', 'all-keys', 'no-positions'],
  inputs: fc.oneof(narrow, wide, { weight: 2, arbitrary: nonNegative }),
  check: rankAtMost(0),
  expect: { reals: 'holds', float32: 'refuted' },
  cases: 1800,
  controls: [{ name: 'softmax, with d in place of m', subject: softmax }],
  ablations: [
    { name: 'causal mask', hypothesis: 'bidirectional', subject: linear(elu1, { mask: 'causal' }) },
  ],
  mutants: [{ name: 'm - 1 in place of m', sharp: true, check: rankAtMost(1) }],
  trivial: {
    name: 'so few different queries or keys that the rank is below m',
    region: ({ q, k }, attention) =>
      attention
        .weights({ q, k })
        .rank()
        .atMost(dimension(attention, k.shape[1]) - 1),
  },
})
