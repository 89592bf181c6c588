import { arrays, type Case, derived, favor, forAll, gaussian, type Inputs, linear } from 'attention-assay'
import { type Measure, mixture, type Predicate, type Real, softmax } from 'attention-assay'
import { pairs, tanh, totalVariation } from 'attention-assay/predicate'
import fc from 'fast-check'

type Name = 'q' | 'k' | 'r' | 'w'
const inputs = arrays({
  dims: { n: [2, 5], m: [2, 3], d: [1, 2] },
  arrays: { q: [1, 'd'], k: ['n', 'd'], r: [1, 'd'], w: ['m', 'd'] },
  from: { q: gaussian(1), k: mixture([1, gaussian(1)], [1, gaussian(6)]), r: gaussian(1), w: gaussian(1) },
})
/** From the first number of each: queries r/2 and -r/2, keys a and -a, and directions w and -w, each as long as to see one key. */
const opposed = arrays({
  arrays: { q: [1, 1], k: [2, 1], r: [1, 1], w: [2, 1] },
  from: { q: gaussian(1e-3), k: gaussian(1), r: gaussian(1), w: gaussian(1) },
}).map(({ inputs: { q, k, r, w } }): Case<Name> => {
  const [a, b] = [6 + Math.abs(k.data[0]), 1 + Math.abs(w.data[0])]
  return {
    inputs: { q, r, k: { ...k, data: Float32Array.of(a, -a) }, w: { ...w, data: Float32Array.of(b, -b) } },
    distribution: 'opposed keys',
  }
})

const squares = (rows: Real) => rows.square().sum(-1)
const diameter = ({ w }: Inputs<Name>) => {
  const [i, j] = pairs(w.transpose())
  return squares(w.gather(i).sub(w.gather(j))).max()
}
const largest = ({ w }: Inputs<Name>) => squares(w).max()
const moved: Measure<Name> = ({ q, k, r, w }, { weights }) =>
  totalVariation(weights({ q: q.sub(r.div(2)), k, w }), weights({ q: q.add(r.div(2)), k, w })).sum()
const most = (of: Inputs<Name>, divisor: number, size = diameter) =>
  tanh(size(of).mul(squares(of.r).sum()).sqrt().div(divisor))
const within =
  (divisor: number, size = diameter): Predicate<Name> =>
  (of, to, x) =>
    moved(of, to, x).atMost(most(of, divisor, size))

export default forAll({
  id: 'elu1-query-stability-is-key-free-favor',
  title: 'How far a change of the query moves favor+ depends on its directions alone, not on the keys',
  statement: String.raw`\varphi_i(x) = e^{w_i\cdot x - |x|^2/2}:\quad \forall K, q, q':\quad \mathrm{TV}(L_K(q), L_K(q')) \le \tanh\bigl(\tfrac14\,\mathrm{diam}(w)\,|q - q'|\bigr)`,
  source: derived('from softmax-tv-tanh'),
  subject: linear(favor()),
  needs: ['own-subject'],
  inputs: fc.oneof(inputs, opposed),
  trivial: { name: 'the bound is above 0.97', region: (of) => most(of, 4).greater(0.97) },
  check: within(4),
  tightness: (of, to, x) => moved(of, to, x).div(most(of, 4)),
  cases: 2400,
  expect: { reals: 'holds' },
  controls: [{ name: 'softmax', subject: softmax }],
  ablations: [
    { name: 'the largest |w_i|', hypothesis: 'diam(w), up to twice as large', check: within(4, largest) },
    {
      name: 'trigonometric features',
      hypothesis: 'φ > 0',
      subject: linear(favor({ features: 'trigonometric' })),
    },
  ],
  mutants: [{ name: 'a divisor of 4.08', sharp: true, check: within(4.08) }],
})
