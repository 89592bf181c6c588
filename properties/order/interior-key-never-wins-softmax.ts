import { allKeysEqual, derived, elu1, forAll, gaussian, lattice, linear, mixture } from 'attention-assay'
import { type Predicate, queryAndKeys, type Real, softmax, uniform } from 'attention-assay'
import { allEqual, span } from 'attention-assay/predicate'

const meanKey = (k: Real) => k.sum(0, true).div(k.shape[0])

/** The weight of the last key, to the power n, is the product of those of the n others. */
const geometric =
  (last = meanKey): Predicate<'q' | 'k'> =>
  ({ q, k }, { weights }) => {
    const [p, n] = [weights({ q, k: k.concat(last(k)) }), k.shape[0]]
    const product = (factors: readonly number[]) =>
      factors.map((j) => p.gather([j], 1)).reduce((a, b) => a.mul(b))
    return allEqual(product(Array<number>(n).fill(n)), product(span(0, n)))
  }

/** Any rational convex combination is the mean of keys that may be equal. */
export default forAll({
  id: 'interior-key-never-wins-softmax',
  title: 'Softmax gives the mean of keys the geometric mean of their weights',
  statement: String.raw`k_0 = \tfrac1n\textstyle\sum_{j=1}^n k_j:\quad \forall q:\ p_0^n = \prod_{j=1}^n p_j`,
  source: derived('that no such key wins: Demeter et al., arXiv 2005.02433'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: queryAndKeys({
    tokens: [2, 3, 4],
    width: [1, 2],
    from: mixture([1, gaussian(1)], [1, lattice(3)], [1, uniform(-1, 3)]),
  }),
  trivial: allKeysEqual,
  check: geometric(),
  // Each is decided exactly, which takes milliseconds.
  cases: 2048,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    {
      name: 'twice the mean',
      hypothesis: 'coefficients of sum 1',
      check: geometric((k) => meanKey(k).mul(2)),
    },
  ],
})
