import { allKeysEqual, arrays, elu1, exponential, favor, folklore, forAll, gaussian } from 'attention-assay'
import { hedgehog, linear, mixture, type Predicate, type Real, relu, softmax } from 'attention-assay'
import { sparsemaxAttention, taylor2 } from 'attention-assay'

const length = (values: Real) => values.max().sub(values.min())
/** How far the output lies from the middle between the ends of the values, all in direction u, times 2. */
const offCentre = (output: Real, values: Real) => output.mul(2).sub(values.max()).sub(values.min()).abs()
const inside =
  (share = 1): Predicate<'q' | 'k' | 'v' | 'u'> =>
  (of, { output }) =>
    offCentre(output(of).matMul(of.u), of.v.matMul(of.u))
      .less(length(of.v.matMul(of.u)).mul(share))
      .all()
const random = favor({ directions: (d) => [1, -1].map((a) => Array<number>(d).fill(a)) })

export default forAll({
  id: 'row-stochastic-convex-hull-interior',
  title: 'With positive weights outputs lie in the relative interior of the hull of the values',
  statement: String.raw`w_j > 0,\ \textstyle\sum_j w_j = 1:\quad \forall u,\ u\cdot v_j \text{ not all equal}:\quad \min_j u\cdot v_j < u\cdot\sum_j w_j v_j < \max_j u\cdot v_j`,
  source: folklore(),
  subject: [softmax, ...[elu1, exponential, hedgehog, taylor2, random].map((map) => linear(map))],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2], values: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 'values'], u: ['values', 1] },
    from: { q: mixture([1, gaussian(1)], [1, gaussian(4)]), k: gaussian(1), v: gaussian(1), u: gaussian(1) },
  }),
  assuming: ({ v, u }) => length(v.matMul(u)).greater(0),
  trivial: allKeysEqual,
  check: inside(),
  tightness: (of, { output }) =>
    offCentre(output(of).matMul(of.u), of.v.matMul(of.u))
      .div(length(of.v.matMul(of.u)))
      .sum(),
  cases: 3000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'sparsemax', subject: sparsemaxAttention() }],
  ablations: [{ name: 'map relu', hypothesis: 'w > 0', subject: linear(relu) }],
  mutants: [{ name: 'the middle 98 %', sharp: true, check: inside(0.98) }],
})
