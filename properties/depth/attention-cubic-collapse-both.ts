import { always, arrays, type Attention, elu1, gaussian, type Inputs, linear } from 'attention-assay'
import { type Predicate, type Real, reconstructed, type Recorder, scaling, softmax } from 'attention-assay'
import { ofScores, taylor2, uniform } from 'attention-assay'
import { equalRows, eye, logLogSlope, stacked } from 'attention-assay/predicate'

const SIZES = [9, 10, 11, 12].map((power) => 2 ** -power)

/** The mixed second derivative of ln κ at (b, b), for b > 0; that of softmax is I. */
function mixedDerivative(b: Real, attention: Attention, x: Recorder): Real {
  const units = eye(b.shape[1], x)
  const outer = (of: Real) => of.transpose().matMul(of)
  const name = attention.linear?.map.name
  if (name === elu1.name) {
    const features = b.add(1)
    const kernel = features.square().sum()
    return units.div(kernel).sub(outer(features).div(kernel.square()))
  }
  if (name === taylor2.name) {
    const score = b.square().sum()
    const kernel = score.square().div(2).add(score).add(1)
    const bend = score.square().div(2).add(score).div(kernel.square())
    return units.mul(score.add(1).div(kernel)).sub(outer(b).mul(bend))
  }
  return units
}

/** How far rows lie from their mean, in the Frobenius norm. */
const residual = (rows: Real) =>
  rows.sub(rows.sum(0, true).div(rows.shape[0])).square().sum().sqrt().reshape([1])

/** The slope of the residual after a layer against the one before. */
const slope =
  (layer: (X: Real, attention: Attention) => Real) =>
  ({ b, R }: Inputs<'b' | 'R'>, attention: Attention, x: Recorder) =>
    logLogSlope(stacked(SIZES.map((r) => residual(layer(R.mul(r).add(b), attention)))), SIZES, x)

const ofLayer = slope((X, { output }) => output({ q: X, k: X, v: X }))
const withSkips = slope((X, { output }) => X.add(output({ q: X, k: X, v: X })))

/** 4r max|R_i|⁴ ≤ |L| for the largest r, r³L the leading term: what is left of order r⁴ is small beside it, see the note. */
const restIsSmall: Predicate<'b' | 'R'> = ({ b, R }, attention, x) => {
  const [n] = R.shape
  const apart = R.sub(R.sum(0, true).div(n))
  const bent = apart.matMul(mixedDerivative(b, attention, x))
  const leading = bent.matMul(apart.transpose().matMul(apart)).div(n)
  const most = R.square().sum(-1).max()
  const rest = most.square().mul(4 * SIZES[0])
  return rest.atMost(leading.square().sum().sqrt())
}

/** Four tokens of width two on a line of the direction φ(b) beside b: elu1's leading term is 0, its next but one is not. */
function onLine(b: Real, x: Recorder): Real {
  const along = b.add(1)
  const across = along.matMul(x.constant([0, 1, -1, 0], [2, 2]))
  return x.constant([2, 1, -1, -2], [4, 1]).matMul(along).add(across)
}

/** At √½ more than b: of rational numbers all is rational, and one certificate takes an auditor longer than all others. */
const ofLine: typeof ofLayer = (inputs, attention, x) => {
  const b = inputs.b.add(x.rational(1, 2).sqrt())
  return ofLayer({ b, R: onLine(b, x) }, attention, x)
}

/** Of n tokens each pays 1/2 to itself, and the rest to the others alike. */
const halfToItself = ofScores('fixed', (s, x) => {
  const n = s.shape[1]
  const weights = Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 0.5 : 0.5 / (n - 1)))
  return s.mul(0).add(x.constant(weights, [n, n]))
})
const tokens = (...d: number[]) =>
  arrays({
    dims: { n: [4], d },
    arrays: { b: [1, 'd'], R: ['n', 'd'] },
    from: { b: uniform(0.4, 1.2), R: gaussian(0.25) },
  })

export default scaling({
  id: 'attention-cubic-collapse-both',
  title: 'Near consensus one layer of attention cubes the residual: softmax and linear attention alike',
  statement: String.raw`X = \mathbf{1}b^\top + rR,\ b_i \ne 0,\ \tilde R = R - \mathbf{1}\bar R,\ M = \partial_x\partial_y\ln\kappa(b, b),\ \tilde RM\tilde R^\top\tilde R \ne 0:\quad \mathrm{res}(A(X)X) = \Theta(r^3)\quad(r \to 0)`,
  source: reconstructed(
    '2103.03404',
    'Dong, Cordonnier, Loukas: softmax, in a composite norm; the linear part is derived',
  ),
  subject: [softmax, linear(elu1), linear(taylor2)],
  needs: ['own-subject'],
  inputs: tokens(2, 3),
  assuming: restIsSmall,
  measure: ofLayer,
  exponent: { is: 3, spacing: 1 },
  trivial: { name: 'all tokens equal', region: ({ R }) => equalRows(R) },
  cases: 1500,
  expect: { reals: 'holds' },
  controls: [{ name: 'weights that do not depend on the tokens', subject: halfToItself, cases: 100 }],
  ablations: [
    {
      name: 'elu1, tokens on a line along φ(b)',
      hypothesis: 'the leading term is not 0',
      subject: linear(elu1),
      inputs: tokens(2),
      assuming: always,
      measure: ofLine,
      cases: 100,
    },
    {
      name: 'tokens 4000 times as far apart',
      hypothesis: 'r is small',
      assuming: always,
      measure: ({ b, R }, ...rest) => ofLayer({ b, R: R.mul(4096) }, ...rest),
      cases: 100,
    },
    { name: 'skip connection', hypothesis: 'no skip connection', measure: withSkips, cases: 100 },
  ],
})
