import { arrays, elu1, forAll, gaussian, identity, lattice, linear, type Measure } from 'attention-assay'
import { mixture, type Predicate, type Real, reconstructed, relu, softmaxAttention } from 'attention-assay'
import { eye, reflection, span } from 'attention-assay/predicate'

/** Σ |o_i - e_i|² where tokens [n, m] are m orthonormal columns and some noise, read out at V = I. */
const error: Measure<'u' | 'noise'> = ({ u, noise }, { output }, x) => {
  const [n, m] = noise.shape
  const tokens = reflection(u, x).gather(span(0, m), 1).add(noise)
  return output({ q: tokens, k: tokens, v: eye(n, x) })
    .sub(eye(n, x))
    .square()
    .sum()
}
const lost = (noise: Real) => noise.shape[0] - noise.shape[1]
const loses =
  (factor: number, more = 0): Predicate<'u' | 'noise'> =>
  (of, ...rest) =>
    error(of, ...rest).greaterEqual(factor * (lost(of.noise) + more))

/** More values than features: whatever the features, what is read back of the n unit vectors is off by n - m in all. */
export default forAll({
  id: 'linear-capacity-m',
  title: 'Linear attention with m features loses at least n - m of n values',
  statement: String.raw`\forall\Phi_Q, \Phi_K \in \mathbb{R}^{n\times m},\ n > m:\quad \sum_{i=1}^n \|o_i - e_i\|^2 = \|L_K(Q) - I\|_F^2 \ge n - m\qquad(V = I)`,
  source: reconstructed(
    '2102.11174',
    'Schlag, Irie, Schmidhuber: no exact recall for n > m; the amount is derived',
  ),
  subject: [...[identity, relu, elu1].map((map) => linear(map, { normalised: false })), linear(elu1)],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [3, 4, 6], m: [1, 2, 4] },
    arrays: { u: [1, 'n'], noise: ['n', 'm'] },
    from: { u: lattice(4), noise: mixture([1, gaussian(1e-5)], [1, gaussian(1)]) },
    where: ({ n, m }) => n > m,
  }),
  trivial: {
    name: 'off by more than twice the bound',
    region: (of, ...rest) => error(of, ...rest).greater(2 * lost(of.noise)),
  },
  check: loses(1),
  tightness: (of, ...rest) => rest[1].constant(lost(of.noise)).div(error(of, ...rest)),
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'softmax(40 s)', subject: softmaxAttention({ scale: 40 }) }],
  ablations: [{ name: 'n - m + 1: one feature less', hypothesis: 'm features', check: loses(1, 1) }],
  mutants: [{ name: '1.02 (n - m)', sharp: true, check: loses(1.02) }],
})
