import {
  arrays,
  type Attention,
  elu1,
  gaussian,
  type Inputs,
  linear,
  mechanism,
  type Real,
  reconstructed,
  scaling,
  softmax,
  taylor2,
  type Recorder,
  uniform,
} from 'attention-assay'
import { logLogSlope } from 'attention-assay/predicate'

const SIZES = [9, 10, 11, 12].map((power) => 2 ** -power)

/** How far rows lie from their mean, in the Frobenius norm. */
const residual = (rows: Real) =>
  rows.sub(rows.sum(0, true).div(rows.shape[0])).square().sum().sqrt().reshape([1])

/** The slope of the residual after a layer against the one before. */
const slope =
  (layer: (X: Real, attention: Attention) => Real) =>
  ({ b, R }: Inputs<'b' | 'R'>, attention: Attention, x: Recorder) =>
    logLogSlope(
      SIZES.map((r) => residual(layer(R.mul(r).add(b), attention))).reduce((all, next) => all.concat(next)),
      SIZES,
      x,
    )

export default scaling({
  id: 'attention-cubic-collapse-both',
  title: 'Near consensus one layer of attention cubes the residual: softmax and linear attention alike',
  statement: String.raw`X = \mathbf{1}b^\top + rR,\ b_i \ne 0:\quad \mathrm{res}(A(X)X) = \Theta(r^3)\quad(r \to 0)`,
  source: reconstructed(
    '2103.03404',
    'Dong, Cordonnier, Loukas: softmax, in a composite norm; the linear part is derived',
  ),
  subject: [softmax, linear(elu1), linear(taylor2)],
  needs: ['own-subject'],
  inputs: arrays({
    dims: { n: [4], d: [2, 3] },
    arrays: { b: [1, 'd'], R: ['n', 'd'] },
    from: { b: uniform(0.4, 1.2), R: gaussian(1) },
  }),
  measure: slope((X, { output }) => output({ q: X, k: X, v: X })),
  exponent: { is: 3, spacing: 1 },
  trivial: { name: 'all tokens equal', region: ({ R }) => R.equal(R.gather([0])).all() },
  cases: 1500,
  expect: { reals: 'holds' },
  controls: [
    {
      name: 'weights that do not depend on the tokens',
      subject: mechanism('fixed', ({ q, k }, x) => {
        const n = k.shape[0]
        return q
          .matMul(k.transpose())
          .mul(0)
          .add(
            x.constant(
              Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 0.5 : 0.5 / (n - 1))),
              [n, n],
            ),
          )
      }),
      cases: 100,
    },
  ],
  ablations: [
    {
      name: 'skip connection',
      hypothesis: 'no skip connection',
      measure: slope((X, { output }) => X.add(output({ q: X, k: X, v: X }))),
      cases: 100,
    },
  ],
})
