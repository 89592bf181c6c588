import { always, arrays, derived, elu1, forAll, type Inputs, lattice, linear } from 'attention-assay'
import { type Predicate, type Real, softmax } from 'attention-assay'
import { distinctRows, eye } from 'attention-assay/predicate'

/** Q = K M has full rank as attention on K; M is made of B. */
const full =
  (m: (b: Real, unit: Real) => Real): Predicate<'k' | 'b'> =>
  ({ k, b }: Inputs<'k' | 'b'>, { weights }, x) =>
    weights({ q: k.matMul(m(b, eye(b.shape[0], x))), k })
      .rank()
      .atLeast(k.shape[0])

export default forAll({
  id: 'softmax-tied-full-rank',
  title:
    'Softmax weights of distinct tokens with themselves, Q = KM with M positive definite, have full rank',
  statement: String.raw`k_i \ne k_j\ (i \ne j),\ M = B^\top B + I,\ Q = KM:\quad \operatorname{rank}\,\mathrm{softmax}(QK^\top) = n`,
  source: derived('from the strict positive definiteness of the Gaussian kernel'),
  subject: softmax,
  needs: ['softmax', 'all-keys', 'no-positions'],
  inputs: arrays({
    dims: { n: [3, 4], d: [1, 2] },
    arrays: { k: ['n', 'd'], b: ['d', 'd'] },
    from: { k: lattice(2), b: lattice(1) },
  }),
  assuming: ({ k }) => distinctRows(k),
  trivial: {
    name: 'no more tokens than coordinates',
    region: ({ k }, _attention, x) => x.constant(k.shape[0]).atMost(k.shape[1]),
  },
  check: full((b, unit) => b.transpose().matMul(b).add(unit)),
  cases: 3000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'elu1', subject: linear(elu1) }],
  ablations: [
    { name: 'M indefinite', hypothesis: 'M is positive definite', check: full((b) => b.add(b.transpose())) },
    { name: 'repeated tokens', hypothesis: 'k_i ≠ k_j', assuming: always },
  ],
})
