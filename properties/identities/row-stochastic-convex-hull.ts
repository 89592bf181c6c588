import { arrays, elu1, exponential, favor, folklore, forAll, gaussian, hedgehog } from 'attention-assay'
import { identity, inline, linear, mixture, type Predicate, type Real, relu, softmax } from 'attention-assay'
import { spread, taylor2, uniform } from 'attention-assay'

const random = favor({ directions: (d) => [1, -1].map((a) => Array<number>(d).fill(a / 2)) })
// Relu is undefined where a query has no key with a positive entry in common.
const tokens = mixture([1, spread], [1, uniform(-1, 3)])
const length = (values: Real) => values.max().sub(values.min())
/** How far the output lies from the middle between the ends of the values, all in direction u, times 2. */
const offCentre = (output: Real, values: Real) => output.mul(2).sub(values.max()).sub(values.min()).abs()

/** The row sum is 1, and u·o lies between the ends of the u·v_j: in the middle `share` of what is between them. */
const mixes =
  (share: number): Predicate<'q' | 'k' | 'v' | 'u'> =>
  ({ q, k, v, u }, attention) => {
    const [output, values] = [attention.output({ q, k, v }).matMul(u), v.matMul(u)]
    const inside = offCentre(output, values).atMost(length(values).mul(share))
    return attention.weights({ q, k }).sum(-1).equal(1).all().and(inside.all())
  }

export default forAll({
  id: 'row-stochastic-convex-hull',
  title:
    'Normalised attention with weights that are not negative mixes: rows sum to 1, outputs stay in the hull of the values',
  statement: String.raw`\kappa \ge 0,\ \textstyle\sum\kappa > 0:\quad \textstyle\sum_j w_j = 1,\qquad \forall u:\ \min_j u\cdot v_j \le u\cdot\sum_j w_j v_j \le \max_j u\cdot v_j`,
  source: folklore(),
  subject: [softmax, ...[relu, elu1, exponential, hedgehog, taylor2, random].map((map) => linear(map))],
  inputs: arrays({
    dims: { tokens: [2, 3, 5], width: [1, 2], values: [1, 2] },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', 'values'], u: ['values', 1] },
    from: { q: tokens, k: tokens, v: gaussian(1), u: gaussian(1) },
  }),
  check: mixes(1),
  trivial: { name: 'all values equal in direction u', region: ({ v, u }) => length(v.matMul(u)).equal(0) },
  tightness: (of, attention) =>
    offCentre(attention.output(of).matMul(of.u), of.v.matMul(of.u)).div(length(of.v.matMul(of.u))),
  cases: 2000,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [{ name: 'unnormalised elu1', subject: linear(elu1, { normalised: false }) }],
  ablations: [
    { name: 'map id', hypothesis: 'weights are not negative', subject: linear(identity) },
    { name: 'InLine', hypothesis: 'weights are not negative', subject: inline(identity) },
  ],
  mutants: [{ name: 'smaller by 2 %', sharp: true, check: mixes(0.98) }],
})
