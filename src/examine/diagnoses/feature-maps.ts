import { featureFormula, type FeatureFormula } from '../feature-formula.ts'
import { FORMATS } from '../format.ts'
import type { Normaliser } from '../honest-rows.ts'
import { withChange, withModel, type Altered, type ScoredPlace } from './altered.ts'
import { widen } from './composed-ranges.ts'
import { mistake, type Mistake } from './mistake.ts'

import { MAPS, taylor2 } from './other-feature-maps.ts'
const linearOnly =
  (alter: (altered: Altered) => Altered) =>
  ({ mechanism }: { mechanism: unknown }) =>
    mechanism === 'softmax' ? [] : [alter]

const kernel = (
  altered: Altered,
  change: { features?: FeatureFormula; ofKeys?: FeatureFormula },
): Altered => {
  const before = altered.model.kernel
  return before.kind === 'features' ? withModel(altered, { kernel: { ...before, ...change } }) : altered
}

const maps: readonly Mistake[] = MAPS.map(([name, sentence, features]) =>
  mistake(name, sentence, ({ mechanism }) =>
    mechanism === 'softmax' || name.startsWith(`${mechanism.featureMap}-for`)
      ? []
      : [(altered) => kernel(altered, { features })],
  ),
)

const identity = featureFormula('id')

const MISAPPLIED: readonly Mistake[] = [
  mistake(
    'feature-map-of-queries-only',
    'The feature map is applied to queries only.',
    linearOnly((altered) => kernel(altered, { ofKeys: identity })),
  ),
  mistake(
    'feature-map-of-keys-only',
    'The feature map is applied to keys only.',
    linearOnly((altered) => {
      const before = altered.model.kernel
      return before.kind === 'features'
        ? kernel(altered, { features: identity, ofKeys: before.features })
        : altered
    }),
  ),
  mistake('feature-map-of-values-too', 'The feature map is applied to values too.', ({ mechanism }) =>
    mechanism === 'softmax'
      ? []
      : [
          (altered) =>
            withChange(altered, 'inputs', (lanes) => {
              const map = featureFormula(mechanism.featureMap)
              if (map.dimension(lanes.valueWidth) !== lanes.valueWidth) return lanes
              const values = new Float64Array(lanes.v.length)
              map.write(
                Float64Array.from(lanes.v),
                0,
                lanes.v.length,
                values,
                new Float64Array(lanes.v.length),
              )
              return { ...lanes, v: Float32Array.from(values) }
            }),
        ],
  ),
  mistake(
    'taylor2-without-root',
    'The squares of the feature map of degree 2 lack the factor 1/√2.',
    ({ mechanism }) =>
      mechanism !== 'softmax' && mechanism.featureMap === 'taylor2'
        ? [
            (altered) => kernel(altered, { features: taylor2(Math.SQRT2, 1) }),
            (altered) => kernel(altered, { features: taylor2(Math.SQRT1_2, 1) }),
          ]
        : [],
  ),
  mistake('taylor2-without-1', 'The feature map of degree 2 lacks its 1.', ({ mechanism }) =>
    mechanism !== 'softmax' && mechanism.featureMap === 'taylor2'
      ? [(altered) => kernel(altered, { features: taylor2(1, 0) })]
      : [],
  ),
  ...(['queries', 'keys', 'both'] as const).map((which) =>
    mistake(
      `features-scaled-${which}`,
      `Scaled by 1/√d before the feature map: ${which}.`,
      ({ mechanism }) =>
        mechanism === 'softmax'
          ? []
          : [-0.5, -0.25, -1].map(
              (power) => (altered: Altered) =>
                withChange(altered, 'inputs', (lanes) => {
                  const scale = (numbers: Float32Array) => numbers.map((x) => x * lanes.width ** power)
                  return {
                    ...lanes,
                    ...(which !== 'keys' && { q: scale(lanes.q) }),
                    ...(which !== 'queries' && { k: scale(lanes.k) }),
                  }
                }),
            ),
    ),
  ),
]

/** The sum of the features of one token's head. */
function sumOf(altered: Altered, numbers: Float32Array, width: number, row: number): Normaliser {
  const { kernel } = altered.model
  if (kernel.kind !== 'features') return { value: NaN, error: 0 }
  const dimension = kernel.features.dimension(width)
  const [values, errors] = [new Float64Array(dimension), new Float64Array(dimension)]
  kernel.features.write(
    Float64Array.from(numbers.subarray(row * width, (row + 1) * width)),
    0,
    width,
    values,
    errors,
  )
  const theta = FORMATS.float32.theta
  return {
    value: values.reduce((sum, x) => sum + x, 0),
    error: values.reduce((sum, x, f) => sum + theta * (errors[f] + 2 * dimension * Math.abs(x)), 0),
  }
}

const product = (a: Normaliser, b: Normaliser): Normaliser => ({
  value: a.value * b.value,
  error:
    (Math.abs(a.value) + a.error) * b.error +
    a.error * Math.abs(b.value) +
    Math.abs(a.value * b.value) * 2 ** -21,
})

const ofQuery = (altered: Altered, { lanes, query, head }: ScoredPlace) =>
  sumOf(altered, lanes.q, lanes.width, query * lanes.queryHeads + head)

const ofKeys = (altered: Altered, { lanes, head, query }: ScoredPlace): Normaliser => {
  let total: Normaliser = { value: 0, error: 0 }
  const keyHead = altered.model.keyHead(head, lanes)
  for (let key = 0; key < lanes.keys; key++) {
    const given = lanes.mask === undefined || lanes.mask[query * lanes.keys + key] !== 0
    if (!altered.model.allows(query, key, lanes, given)) continue
    const one = sumOf(altered, lanes.k, lanes.width, key * lanes.keyHeads + keyHead)
    total = { value: total.value + one.value, error: total.error + one.error }
  }
  return {
    value: total.value,
    error: total.error + Math.abs(total.value) * (lanes.keys + 4) * FORMATS.float32.theta * 2,
  }
}

const normalised =
  (of: (altered: Altered, place: ScoredPlace) => Normaliser) =>
  (altered: Altered): Altered => ({
    ...altered,
    normaliser: (_, place) => of(altered, place),
  })

/** Kernels divided by the sums of the key's features, each. */
const perKey =
  (again: boolean) =>
  (altered: Altered): Altered => {
    const changed = withChange(altered, 'rows', (row, { lanes, head }) => {
      const keyHead = altered.model.keyHead(head, lanes)
      for (let key = 0; key < lanes.keys; key++) {
        const z = sumOf(altered, lanes.k, lanes.width, key * lanes.keyHeads + keyHead)
        const least = Math.abs(z.value) - z.error
        const value = row.kappa[key] / z.value
        if (!(least > 0)) row.mayOverflow = true
        row.error[key] = (row.error[key] + Math.abs(value) * z.error) / least + Math.abs(value) * 2 ** -20
        row.size[key] /= Math.abs(z.value)
        row.kappa[key] = value
      }
    })
    return again ? changed : withModel(changed, { normaliser: 'none' })
  }

/** An output whose entries sum to 1. */
const overOutput = (altered: Altered): Altered =>
  withChange(altered, 'output', (range) => {
    const sum = (numbers: Float64Array) => numbers.reduce((total, x) => total + x, 0)
    const [value, low, high] = [sum(range.value), sum(range.low), sum(range.high)]
    const [a, b] = [1 / low, 1 / high]
    for (let c = 0; c < range.value.length; c++) {
      const ends = [range.low[c] * a, range.low[c] * b, range.high[c] * a, range.high[c] * b]
      range.value[c] /= value
      range.low[c] = Math.min(...ends)
      range.high[c] = Math.max(...ends)
      widen(range, c, 2 ** -20 * range.value.length, 2 ** -120)
      if (low * high <= 0) range.state[c] = Math.max(range.state[c], 2)
    }
  })

const overFeatures: Mistake = mistake(
  'normaliser-over-features',
  'The normaliser is a sum over features, not over keys.',
  ({ mechanism }) => [
    ...(mechanism === 'softmax'
      ? []
      : [
          normalised(ofQuery),
          normalised(ofKeys),
          normalised((altered, place) => product(ofQuery(altered, place), ofKeys(altered, place))),
          perKey(false),
          perKey(true),
          (altered: Altered) => withModel(normalised(ofQuery)(perKey(true)(altered)), { normaliser: 'none' }),
        ]),
    overOutput,
  ],
)

/** What features are made of, and what is summed over them. */
export const FEATURE_MAPS: readonly Mistake[] = [...maps, ...MISAPPLIED, overFeatures]
