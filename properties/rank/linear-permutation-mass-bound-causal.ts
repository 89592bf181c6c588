import { arrays, type Case, derived, elu1, exponential, forAll, gaussian, hedgehog } from 'attention-assay'
import { identity, linear, type Measure, type Predicate, softmaxAttention } from 'attention-assay'
import { withPermutation } from 'attention-assay'
import { eye, span } from 'attention-assay/predicate'

/** What the last four of eight tokens pay to the first four, one each. */
const mass: Measure<'q' | 'k' | 'permutation'> = ({ q, k, permutation }, { weights }) =>
  weights({ q, k }).gather(span(4, 8)).gather(span(0, 4), 1).mul(permutation).sum()
const within =
  (rate: number): Predicate<'q' | 'k' | 'permutation'> =>
  (of, attention, x) =>
    mass(of, attention, x).atMost((attention.linear?.map.dimension(of.k.shape[1]) ?? of.k.shape[1]) * rate)

const drawn = arrays(
  withPermutation({
    dims: { tokens: [4], d: [1, 2] },
    arrays: { q: [8, 'd'], k: [8, 'd'] },
    from: gaussian(2),
  }),
)
/** In half of the cases the last four keys have next to no features. */
const inputs = drawn.map(({ inputs: { q, k, ...rest } }): Case<'q' | 'k' | 'permutation'> => {
  const [d, late] = [k.shape[1], q.data[0] > 0]
  const data = k.data.map((u, at) => (late && at >= 4 * d ? -12 - Math.abs(u) : u))
  return { inputs: { ...rest, q, k: { ...k, data } } }
})
const causal = { mask: 'causal' } as const

export default forAll({
  id: 'linear-permutation-mass-bound-causal',
  title: 'Under a causal mask, too, later tokens pay at most m in all to one earlier key each',
  statement: String.raw`A = \text{causal } L_K(Q) \ge 0,\ m \text{ features},\ B = A_{i > p,\ j \le p} \text{ square}:\quad \textstyle\sum_i B_{i\sigma(i)} \le m;\quad \text{here } p = 4,\ n = 8`,
  source: derived('the trace of a substochastic matrix of rank m'),
  subject: [elu1, exponential, hedgehog].map((map) => linear(map, causal)),
  needs: ['own-subject'],
  inputs,
  trivial: {
    name: 'as many features as rows',
    region: ({ k }, { linear: of }, x) => x.constant(4).atMost(of?.map.dimension(k.shape[1]) ?? 0),
  },
  check: within(1),
  tightness: (of, attention, x) =>
    mass(of, attention, x).div(attention.linear?.map.dimension(of.k.shape[1]) ?? 1),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'softmax on tokens with themselves, with d in place of m',
      subject: softmaxAttention({ ...causal, scale: 9 }),
      check: (of, attention, x) => {
        const permutation = eye(4, x)
        return within(1)({ ...of, q: of.k.gather([0, 1, 2, 3, 0, 1, 2, 3]), permutation }, attention, x)
      },
    },
  ],
  ablations: [
    { name: 'map id', hypothesis: 'A ≥ 0', subject: linear(identity, causal) },
    {
      name: 'not divided',
      hypothesis: 'rows sum to 1',
      subject: linear(elu1, { ...causal, normalised: false }),
    },
  ],
  mutants: [{ name: '0.98 m', sharp: true, check: within(0.98) }],
})
