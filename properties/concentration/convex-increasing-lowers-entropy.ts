import { arrays, forAll, type Predicate, type Real, reconstructed, uniform } from 'attention-assay'
import { allAtMost, entropy } from 'attention-assay/predicate'

const share = (of: Real) => of.div(of.sum())

/** g(x)/Σg has no more entropy than x/Σx. */
const lowered =
  (g: (x: Real, c: Real) => Real): Predicate<'x' | 'c'> =>
  ({ x, c }) =>
    allAtMost(entropy(share(g(x, c))), entropy(share(x)))

/** Said of sharpening functions, false: a convex increasing function lowers the entropy. */
export default forAll({
  id: 'convex-increasing-lowers-entropy',
  title: 'Every increasing convex function lowers the entropy of positive weights',
  statement: String.raw`g > 0,\ g' > 0,\ g'' > 0 \text{ on } (0, \infty):\quad \forall x > 0:\ H\bigl(g(x)/\textstyle\sum g\bigr) \le H\bigl(x/\sum x\bigr)`,
  source: reconstructed(
    '2501.15061',
    'PolaFormer states that such functions exist; the universal form is folklore',
  ),
  inputs: arrays({
    dims: { n: [2, 3, 8] },
    arrays: { x: [1, 'n'], c: [] },
    from: { x: uniform(0.01, 5), c: uniform(0, 100) },
  }),
  trivial: { name: 'all entries equal', region: ({ x }) => x.max().equal(x.min()) },
  check: lowered((x, c) => x.square().add(c)),
  cases: 3000,
  expect: { reals: 'refuted', float32: 'refuted' },
  controls: [{ name: 'e^x + c', check: lowered((x, c) => x.exp().add(c)) }],
  restrictions: [
    { name: 'no constant', hypothesis: 'g(x)/x does not decrease', check: lowered((x) => x.square()) },
  ],
})
