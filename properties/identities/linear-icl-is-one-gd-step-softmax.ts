import { arrays, derived, forAll, identity, inline, lattice, type Predicate } from 'attention-assay'
import { type Real, softmax, softmaxAttention } from 'attention-assay'
import { allEqual, derivative, equalRows } from 'attention-assay/predicate'

const mean = (of: Real) => of.sum().div(of.shape[0])
/** The derivative of the output at β = 0, or at another query, is the mean of y times centred scores. */
const firstOrder =
  (centred = true, at = 0): Predicate<'q' | 'k' | 'y'> =>
  ({ q, k, y }, { output }) => {
    const [query, scores] = [q.mul(at), k.matMul(q.transpose())]
    const slope = derivative(output({ q: query, k, v: y }), query, q)
    return allEqual(slope, mean(y.mul(centred ? scores.sub(mean(scores)) : scores)))
  }

export default forAll({
  id: 'linear-icl-is-one-gd-step-softmax',
  title: 'To first order in β softmax attention predicts like one gradient step on centred examples',
  statement: String.raw`\frac{d}{d\beta}\sum_i \mathrm{softmax}(\beta\,x\cdot x_i)\,y_i\Big|_{\beta = 0} = \frac1n\sum_i y_i\bigl(x\cdot x_i - \tfrac1n\textstyle\sum_l x\cdot x_l\bigr)`,
  source: derived('of linear attention: von Oswald et al., arXiv 2212.07677'),
  subject: [softmax, inline(identity)],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [2, 3, 5], d: [1, 2, 4] },
    arrays: { q: [1, 'd'], k: ['n', 'd'], y: ['n', 1] },
    from: lattice(8),
  }),
  check: firstOrder(),
  trivial: { name: 'one value for all', region: ({ y }) => equalRows(y) },
  cases: 2400,
  expect: { reals: 'holds', float32: 'refuted' },
  controls: [
    { name: 'scores as they are', check: firstOrder(false) },
    { name: 'inverse temperature 2', subject: softmaxAttention({ scale: 2 }) },
  ],
  ablations: [{ name: 'at β = 1', hypothesis: 'β = 0', subject: softmax, check: firstOrder(true, 1) }],
})
