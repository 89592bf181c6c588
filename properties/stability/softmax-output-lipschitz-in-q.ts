import { arrays, type Attention, derived, forAll, gaussian, type Inputs, levelSpread } from 'attention-assay'
import { mixture, type Predicate, type Real, softmax, softmaxAttention, twoLevel } from 'attention-assay'
import { derivative, pairs } from 'attention-assay/predicate'

type Name = 'q' | 'k' | 'v' | 'u'
/** The square of the largest distance between two rows. */
const diameter = (of: Real) => {
  const [i, j] = pairs(of.transpose())
  return of.gather(i).sub(of.gather(j)).square().sum(1).max()
}
const moved = ({ q, k, v, u }: Inputs<Name>, { output }: Attention) =>
  derivative(output({ q, k, v }), q, u).square().sum()
const most = ({ k, v, u }: Inputs<Name>) => u.square().sum().mul(diameter(k)).mul(diameter(v))

const within =
  (divisor: number): Predicate<Name> =>
  (of, attention) =>
    moved(of, attention).atMost(most(of).div(divisor))

export default forAll({
  id: 'softmax-output-lipschitz-in-q',
  title: 'The output of softmax attention is Lipschitz in the query with diam(K) diam(V)/4',
  statement: String.raw`\forall q, u, K, V:\quad |\partial_u o(q)| \le \tfrac14\,\mathrm{diam}(K)\,\mathrm{diam}(V)\,|u|`,
  source: derived('by Cauchy-Schwarz and Popoviciu'),
  subject: softmax,
  needs: ['softmax', 'unit-scale', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [2, 3, 6], d: [1, 2], m: [1, 2] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], v: ['n', 'm'], u: [1, 'd'] },
    from: {
      q: mixture([1, gaussian(0.05)], [1, gaussian(1)]),
      k: levelSpread,
      v: mixture([1, gaussian(1)], [1, twoLevel(1)]),
      u: gaussian(1),
    },
  }),
  trivial: { name: 'all keys or all values equal', region: (of) => most(of).equal(0) },
  check: within(16),
  tightness: (of, attention) => moved(of, attention).mul(16).div(most(of)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'inverse temperature 2', subject: softmaxAttention({ scale: 2 }) }],
  ablations: [
    {
      name: 'without diam(K)',
      hypothesis: 'the factor diam(K)',
      check: (of, to) => moved(of, to).atMost(of.u.square().sum().mul(diameter(of.v)).div(16)),
    },
  ],
  mutants: [{ name: '16.4 in place of 16, of the squares', sharp: true, check: within(16.4) }],
})
