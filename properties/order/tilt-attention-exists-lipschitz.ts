import { arrays, derived, type Distribution, forAll, gaussian, type Inputs, linear } from 'attention-assay'
import { type Measure, mixture, type Predicate, type Real, signs, tilt, uniform } from 'attention-assay'
import fc from 'fast-check'

type Name = 'q' | 'k' | 'r'
const kernel = linear(tilt(1), { normalised: false })
/** How far the logarithms of the kernel move from q to q + r, at most; and |r|. */
const sides = (of: Inputs<Name>, { weights }: Parameters<Measure<Name>>[1]): [Real, Real] => {
  const moved = weights({ q: of.q.add(of.r), k: of.k })
    .div(weights(of))
    .log()
    .abs()
  return [moved.max(), of.r.square().sum().sqrt()]
}
const within =
  (rate: number): Predicate<Name> =>
  (of, attention) => {
    const [moved, size] = sides(of, attention)
    return moved.atMost(size.mul(rate))
  }
const moves: Predicate<Name> = ({ r }) => r.equal(0).all().not()
const size = mixture([1, gaussian(0.01)], [1, gaussian(2)])
const inputs = (d: number, keys: Distribution) =>
  arrays({
    dims: { n: [2, 5] },
    arrays: { q: [1, d], k: ['n', d], r: [1, d] },
    from: { q: mixture([1, gaussian(1e-4)], [1, gaussian(2)]), k: keys, r: size },
  })

export default forAll({
  id: 'tilt-attention-exists-lipschitz',
  title: 'The logarithm of the tilt kernel changes by at most 2R times the change of the query',
  statement: String.raw`\kappa(q, k) = 1 + R|q| + q\cdot k,\ |k| \le R:\quad \bigl|\ln\kappa(q + r, k) - \ln\kappa(q, k)\bigr| \le 2R\,|r|,\quad\text{here } R = 1`,
  source: derived(),
  subject: kernel,
  needs: ['own-subject'],
  inputs: fc.oneof(inputs(1, signs), inputs(2, uniform(-0.7, 0.7))),
  assuming: (of, ...rest) =>
    of.k
      .square()
      .sum(-1)
      .atMost(1)
      .all()
      .and(moves(of, ...rest)),
  trivial: { name: 'all keys 0', region: ({ k }) => k.equal(0).all() },
  check: within(2),
  tightness: (of, attention) => {
    const [moved, length] = sides(of, attention)
    return moved.div(length.mul(2))
  },
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'R in place of 2R', check: within(1) }],
  ablations: [
    { name: 'keys up to 3R', hypothesis: '|k| ≤ R', inputs: inputs(1, uniform(-3, 3)), assuming: moves },
  ],
  mutants: [{ name: '1.96 R', sharp: true, check: within(1.96) }],
})
