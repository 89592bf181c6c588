import {
  type Attention,
  type Case,
  derived,
  elu1,
  exponential,
  forAll,
  gaussian,
  hedgehog,
  identity,
} from 'attention-assay'
import { lattice, linear, type Measure, type Predicate, queriesAndKeys, softmax } from 'attention-assay'
import fc from 'fast-check'

type Name = 'q' | 'k'
/** m; a subject without a feature map stands for one with m = d. */
const dimension = ({ linear: parts }: Attention, width: number) => parts?.map.dimension(width) ?? width
/** What each query pays to the key of its own place, in all. */
const trace: Measure<Name> = ({ q, k }, { weights }) => {
  const n = k.shape[0]
  return weights({ q, k })
    .reshape([n * n])
    .gather(Array.from({ length: n }, (_, i) => i * (n + 1)))
    .sum()
}
const within =
  (share = 1): Predicate<Name> =>
  (of, attention, x) =>
    trace(of, attention, x).atMost(share * dimension(attention, of.k.shape[1]))

const square = (tokens: number, width: number, from = gaussian(1)) =>
  queriesAndKeys({ queries: tokens, tokens, width, from })
/** Each query is the key of its own place. */
const tied = (tokens: number, width: number) =>
  square(tokens, width, lattice(6)).map(({ inputs: { k } }): Case<Name> => ({
    inputs: { q: k, k },
    distribution: 'tied lattice ±6',
  }))

export default forAll({
  id: 'linear-permutation-mass-bound',
  title: 'Positive linear attention pays at most m in all to keys that are one for each query',
  statement: String.raw`L_K(Q) \ge 0,\ n_q = n:\quad \sum_i L_K(Q)_{i\sigma(i)} \le m \text{ for every permutation } \sigma`,
  source: derived('the trace of a stochastic matrix of rank m'),
  subject: [elu1, exponential, hedgehog].map((map) => linear(map)),
  needs: ['feature-map', 'normalised', 'all-keys', 'no-positions'],
  inputs: fc.oneof(tied(5, 1), tied(8, 2), square(5, 1), square(8, 2)),
  cover: [{ name: 'a trace above 1', atLeast: 0.3, region: (...of) => trace(...of).greater(1) }],
  trivial: { name: 'a trace below 1/2', region: (...of) => trace(...of).less(0.5) },
  check: within(),
  tightness: (of, attention, x) => trace(of, attention, x).div(dimension(attention, of.k.shape[1])),
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax, with d in place of m', subject: softmax }],
  ablations: [
    { name: 'id, weights of both signs', hypothesis: 'weights are not negative', subject: linear(identity) },
    { name: 'not normalised', hypothesis: 'rows sum to 1', subject: linear(elu1, { normalised: false }) },
  ],
  mutants: [{ name: '0.98 m', sharp: true, check: within(0.98) }],
})
