import { arrays, derived, forAll, type Predicate, type Real, uniform } from 'attention-assay'
import { and, majorises } from 'attention-assay/predicate'

const share = (of: Real) => of.div(of.sum())
const power = (p: number) => (x: Real) => x.log().mul(p).exp()

const SHARPENING = [power(1.5), power(2), (x: Real) => x.mul(x.exp()), (x: Real) => x.exp().sub(1)]

/** For each of these g: g(x)/Σg majorises x/Σx. */
const sharpen =
  (...by: ((x: Real) => Real)[]): Predicate<'x'> =>
  ({ x }) =>
    and(...by.map((g) => majorises(share(g(x)), share(x))))

export default forAll({
  id: 'convex-increasing-lowers-entropy-ratio',
  title: 'A positive function with g(x)/x non-decreasing sharpens: g(x)/Σg majorises x/Σx',
  statement: String.raw`g > 0,\ g(x)/x \text{ non-decreasing}:\quad \forall x > 0:\ g(x)/\textstyle\sum g \succ x/\sum x`,
  source: derived('by the likelihood-ratio lemma'),
  inputs: arrays({
    dims: { n: [2, 3, 8] },
    arrays: { x: [1, 'n'] },
    from: uniform(0.01, 5),
  }),
  trivial: { name: 'all entries equal', region: ({ x }) => x.max().equal(x.min()) },
  check: sharpen(...SHARPENING),
  tightness: ({ x }) =>
    share(x)
      .max()
      .div(share(power(1.5)(x)).max()),
  cases: 2000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'g = √x', check: sharpen((x) => x.sqrt()) }],
  ablations: [
    { name: 'g = x² + 100', hypothesis: 'g(x)/x non-decreasing', check: sharpen((x) => x.square().add(100)) },
  ],
  mutants: [{ name: 'g = x^0.98', sharp: true, check: sharpen(power(0.98)) }],
})
