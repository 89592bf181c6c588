import { featureFormula, type FeatureFormula } from '../feature-formula.ts'

/** A feature map entry by entry, none of whose roundings cost more than 16 of its own size and of `size`. */
const entrywise = (
  of: (x: number) => number,
  size: (x: number) => number = (x) => 1 + Math.abs(x),
): FeatureFormula => ({
  dimension: (width) => width,
  write(row, at, width, values, errors) {
    for (let c = 0; c < width; c++) {
      values[c] = of(row[at + c])
      errors[c] = 16 * (Math.abs(values[c]) + size(row[at + c]))
    }
  },
})

const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const exact = () => 0

/** Feature maps that may stand in the place of the declared one. */
export const MAPS: readonly (readonly [name: string, sentence: string, map: FeatureFormula])[] = [
  ['elu-without-1', 'The feature map is elu(x), without + 1.', entrywise((x) => (x > 0 ? x : Math.expm1(x)))],
  ['relu-for-the-feature-map', 'The feature map is max(x, 0).', featureFormula('relu')],
  ['identity-for-the-feature-map', 'No feature map is applied.', featureFormula('id')],
  ['elu1-for-the-feature-map', 'The feature map is elu(x) + 1.', featureFormula('elu1')],
  ['exp-for-the-feature-map', 'The feature map is e^x.', featureFormula('exp')],
  [
    'negative-exp-for-the-feature-map',
    'The feature map is e^-x.',
    entrywise(
      (x) => Math.exp(-x),
      (x) => (1 + Math.abs(x)) * Math.exp(-x),
    ),
  ],
  ['relu-1-for-the-feature-map', 'The feature map is max(x, 0) + 1.', entrywise((x) => Math.max(x, 0) + 1)],
  [
    'squared-relu-for-the-feature-map',
    'The feature map is max(x, 0)².',
    entrywise((x) => Math.max(x, 0) ** 2, exact),
  ],
  ['square-for-the-feature-map', 'The feature map is x².', entrywise((x) => x * x, exact)],
  ['absolute-for-the-feature-map', 'The feature map is |x|.', entrywise(Math.abs, exact)],
  ['sigmoid-for-the-feature-map', 'The feature map is the logistic function.', entrywise(logistic)],
  [
    'softplus-for-the-feature-map',
    'The feature map is log(1 + e^x).',
    entrywise((x) => (x > 30 ? x : Math.log1p(Math.exp(x)))),
  ],
  [
    'silu-for-the-feature-map',
    'The feature map is x times the logistic function.',
    entrywise((x) => x * logistic(x)),
  ],
  ['tanh-for-the-feature-map', 'The feature map is the hyperbolic tangent.', entrywise(Math.tanh)],
  [
    'tanh-1-for-the-feature-map',
    'The feature map is the hyperbolic tangent + 1.',
    entrywise((x) => Math.tanh(x) + 1),
  ],
  ['plus-1-for-the-feature-map', 'The feature map is x + 1.', entrywise((x) => x + 1)],
  [
    'leaky-relu-for-the-feature-map',
    'The feature map is max(x, x/100).',
    entrywise((x) => Math.max(x, x / 100)),
  ],
  [
    'elu1-inverted',
    'The branches of elu(x) + 1 are swapped at 0.',
    entrywise(
      (x) => (x > 0 ? Math.exp(x) : x + 1),
      (x) => (1 + Math.abs(x)) * Math.exp(Math.max(x, 0)),
    ),
  ],
  ['hedgehog-for-the-feature-map', 'The feature map is e^x beside e^-x.', featureFormula('hedgehog')],
  [
    'taylor2-for-the-feature-map',
    'The feature map is that of the Taylor polynomial of degree 2.',
    featureFormula('taylor2'),
  ],
]

export const taylor2 = (factor: number, first: number): FeatureFormula => {
  const map = featureFormula('taylor2')
  return {
    dimension: map.dimension,
    write(row, at, width, values, errors) {
      map.write(row, at, width, values, errors)
      values[0] = first
      for (let f = 1 + width; f < values.length; f++) {
        values[f] *= factor
        errors[f] = 8 * Math.abs(values[f])
      }
    },
  }
}
