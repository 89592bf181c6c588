import { arrays, bind, derived, forAll, gaussian, identity, inline, type Inputs } from 'attention-assay'
import { type Measure, mixture, type Predicate, type Real, softmax } from 'attention-assay'

const BETA = 1 / 32
/** Of the smaller ones the third order is a hundredth of the second. */
const SCORES = mixture([1, gaussian(1)], [1, gaussian(1 / 64)])
const mean = (of: Real) => of.sum().div(of.shape[0])
const deviation = ({ s }: Inputs<'s'>) => s.sub(mean(s))
/** How far the error is from cβ², and (β max|δ|)³. */
const sides = (share: number, ...[of, attention, x]: Parameters<Measure<'s'>>): [Real, Real] => {
  const query = x.constant([BETA], [1, 1])
  const error = bind(softmax, x)
    .weights({ q: query, k: of.s })
    .sub(attention.weights({ q: query, k: of.s }))
  const squares = deviation(of).square()
  const coefficient = mean(squares.sub(mean(squares)).abs()).div(2)
  const most = deviation(of).abs().max().mul(BETA)
  return [
    error
      .abs()
      .sum()
      .sub(coefficient.mul(share * BETA ** 2))
      .abs(),
    most.square().mul(most),
  ]
}
const within =
  (share: number, factor = 1): Predicate<'s'> =>
  (...of) => {
    const [off, most] = sides(share, ...of)
    return off.atMost(most.mul(factor))
  }

export default forAll({
  id: 'inline-is-first-order-softmax-constant',
  title: 'The error of InLine attention as an expansion of softmax is half of how squares deviate, times β²',
  statement: String.raw`\delta = s - \bar s,\ v = \tfrac1n\textstyle\sum\delta_j^2,\ c = \tfrac1{2n}\sum_j|\delta_j^2 - v|,\ \beta\max|\delta_j| \le \tfrac18:\quad \Bigl|\bigl\|\mathrm{softmax}(\beta s) - \tfrac1n(\mathbf{1} + \beta\delta)\bigr\|_1 - c\beta^2\Bigr| \le \beta^3\max|\delta_j|^3`,
  source: derived('the scaling is that of the released InLine code, Han et al., arXiv 2412.06590'),
  subject: inline(identity),
  needs: ['no-other-mechanism'],
  inputs: arrays({ dims: { tokens: [3, 8, 32] }, arrays: { s: ['tokens', 1] }, from: SCORES }),
  assuming: (of) =>
    deviation(of)
      .abs()
      .max()
      .mul(8 * BETA)
      .atMost(1),
  trivial: { name: 'all scores equal', region: ({ s }) => s.max().equal(s.min()) },
  check: within(1),
  tightness(...of) {
    const [off, most] = sides(1, ...of)
    return off.div(most)
  },
  cases: 2000,
  expect: { reals: 'holds' },
  controls: [
    { name: 'half of c', check: within(0.5) },
    { name: "the paper's scaling", subject: inline(identity, 'published') },
  ],
  mutants: [
    { name: '1.02 c', sharp: true, check: within(1.02) },
    { name: '0.98 in place of 1', sharp: false, cases: 256, check: within(1, 0.98) },
  ],
})
