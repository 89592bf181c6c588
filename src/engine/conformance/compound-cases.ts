import { masked, maskedScores } from '../../attention/mask.ts'
import type { Real } from '../../program/real.ts'
import { normalised, type OperationCase } from './case.ts'
import { striped } from './subject-list.ts'

const formula = (title: string, of: OperationCase['of']): OperationCase => ({
  title,
  shapes: { a: [2, 3], b: [2, 3], c: [4, 3] },
  of,
})

/** Formulas in which the errors of several operations meet; each has once been a trap or looks like one. */
export const COMPOUNDS: readonly OperationCase[] = [
  formula('constants', ({ a }, x) =>
    a
      .mul(0.1)
      .add(x.rational(1, 3))
      .sub(x.constant([0.7, 1e-3, 5])),
  ),
  formula('a quotient by a small difference', ({ a, b }) => a.mul(b).div(a.mul(a).add(b.abs()))),
  formula('a quotient of a cancelled numerator', ({ a, b }) => a.add(1000).sub(1000).div(b.abs().add(0.5))),
  formula('a quotient by a cancelled denominator', ({ a, b }) => a.div(b.abs().add(1000).sub(999))),
  formula('exp of a coarse number', ({ a }) => a.minimum(10).add(1e8).sub(1e8).exp()),
  formula('the root of squares', ({ a, b }) => a.square().add(b.abs()).sqrt()),
  formula('the logarithm of squares', ({ a, b }) => a.abs().add(b.square()).log()),
  formula('a sum over products', ({ a, b }) => a.mul(b).sum()),
  formula('a product of products', ({ a, b, c }) => a.mul(b).matMul(c.square().transpose())),
  formula('softmax', ({ a, c }) => normalised(a.matMul(c.transpose()).belowMax(-1).exp())),
  formula('softmax of masked scores', ({ a, c }, x) => {
    const scores = maskedScores(a.matMul(c.transpose()), striped)
    return normalised(masked(scores.belowMax(-1).exp(), striped, x))
  }),
  formula('a quotient of features', ({ a, c }) => {
    const features = (rows: Real) => rows.minimum(0).exp().add(rows.relu())
    return normalised(features(a).matMul(features(c).transpose()))
  }),
  formula('moved entries', ({ a, b }) => a.mul(b).gather([1, 0, 1]).concat(b, 0).reshape([15])),
  formula('negative, absolute and positive parts', ({ a, b }) => a.sub(b).neg().abs().add(a.mul(b).relu())),
  formula('rows combined with weights', ({ a, c }) =>
    normalised(a.matMul(c.transpose()).belowMax(-1).exp()).matMul(c),
  ),
  formula('combined rows, divided by the sums of the coefficients', ({ a, c }) => {
    const coefficients = a.matMul(c.transpose()).minimum(8).exp()
    return coefficients.matMul(c).div(coefficients.sum(-1, true))
  }),
  formula('a weighted sum, and a range', ({ a, c }) => {
    const scores = a.matMul(c.transpose()).belowMax(-1)
    const range = scores.max(-1).sub(scores.min(-1))
    return normalised(scores.exp()).mul(scores).sum(-1).sub(range.neg().exp())
  }),
]
