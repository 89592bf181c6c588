import { State, type HonestRange } from '../honest-range.ts'
import { withChange, withModel, type Altered, type ScoredPlace } from './altered.ts'
import { widen } from './composed-ranges.ts'
import { ofSoftmax, readOff, SIZES } from './fit.ts'
import { mistake, type Mistake } from './mistake.ts'
import { NOT_FINITE } from './predicted-lane.ts'

/** A row of the output, times a factor, plus a number for each entry. */
const moved = (
  altered: Altered,
  factor: (place: ScoredPlace) => number,
  plus: (entry: number, place: ScoredPlace) => number = () => 0,
): Altered =>
  withChange(altered, 'output', (range, place) => {
    const by = factor(place)
    for (let c = 0; c < range.value.length; c++) {
      const more = plus(c, place)
      const ends = [range.low[c] * by, range.high[c] * by]
      range.value[c] = range.value[c] * by + more
      range.low[c] = Math.min(...ends) + more
      range.high[c] = Math.max(...ends) + more
      widen(range, c, 8 * altered.model.storage.theta, altered.model.storage.underflow)
      if (more !== 0) widen(range, c, 0, 4 * altered.model.storage.theta * Math.abs(more))
    }
  })

const output = (
  name: string,
  sentence: string,
  ...ways: readonly ((altered: Altered) => Altered)[]
): Mistake => mistake(name, sentence, () => ways)

const forbidden = (altered: Altered) => {
  const { allows } = altered.model
  return (key: number, { query, lanes }: Pick<ScoredPlace, 'query' | 'lanes'>) =>
    !allows(query, key, lanes, lanes.mask === undefined || lanes.mask[query * lanes.keys + key] !== 0)
}

/** Weights of all keys, of which the forbidden ones are dropped afterwards; or, `backwards`, the reverse. */
const afterwards = (altered: Altered): Altered => {
  const isForbidden = forbidden(altered)
  return withChange(withModel(altered, { allows: () => true }), 'numerators', (row, place) => {
    for (let j = 0; j < row.kappa.length; j++)
      if (isForbidden(j, place)) row.used[j] = row.kappa[j] = row.size[j] = row.error[j] = 0
  })
}

const normaliserOnly = (altered: Altered): Altered => {
  const isForbidden = forbidden(altered)
  return {
    ...withModel(altered, { allows: () => true }),
    normaliser: (row, place) => {
      let [value, error, size] = [0, 0, 0]
      for (let j = 0; j < row.kappa.length; j++) {
        if (isForbidden(j, place)) continue
        value += row.kappa[j]
        size += row.size[j]
        error += row.error[j]
      }
      return { value, error: error + size * (row.collected + 4) * 2 * altered.model.accumulation.theta }
    },
  }
}

/** NaN wherever a forbidden value is infinite or NaN. */
const poisoned = (altered: Altered): Altered => {
  const isForbidden = forbidden(altered)
  return withChange(altered, 'output', (range: HonestRange, place) => {
    const { lanes, head } = place
    const stride = lanes.keyHeads * lanes.valueWidth
    const from = (altered.valueHead ?? altered.model.keyHead)(head, lanes) * lanes.valueWidth
    for (let c = 0; c < range.value.length; c++)
      for (let j = 0; j < lanes.keys; j++)
        if (
          !Number.isFinite(lanes.v[j * stride + from + c]) &&
          isForbidden(j, place) &&
          range.state[c] !== State.Undefined
        )
          range.state[c] = NOT_FINITE
  })
}

const masked = (name: string, sentence: string, alter: (altered: Altered) => Altered): Mistake =>
  mistake(name, sentence, ({ mask }) => (mask.kind === 'none' ? [] : [alter]))

const FIXED: readonly Mistake[] = [
  masked(
    'mask-after-softmax',
    'The mask is applied to weights that are normalised over all keys, and they are not normalised again.',
    afterwards,
  ),
  masked(
    'mask-in-normaliser-only',
    'The mask is applied to the normaliser only; forbidden values still enter.',
    normaliserOnly,
  ),
  masked(
    'forbidden-values-times-zero',
    'Forbidden values are multiplied by 0, so that infinities and NaN among them reach the output.',
    poisoned,
  ),
  output('output-zero', 'The output is zero.', (altered) => moved(altered, () => 0)),
  output('output-negated', 'The output has the wrong sign.', (altered) => moved(altered, () => -1)),
  output('scores-ignored', 'All allowed keys have the same weight.', (altered) =>
    withModel(altered, { scale: () => 0, bias: () => 0 }),
  ),
  output('output-divided-by-keys', 'The output is divided by the number of keys.', (altered) =>
    moved(altered, ({ lanes }) => 1 / lanes.keys),
  ),
  output('output-times-keys', 'The output is multiplied by the number of keys.', (altered) =>
    moved(altered, ({ lanes }) => lanes.keys),
  ),
  output(
    'output-scaled',
    'The output, or the values, are scaled by √d, 1/√d or 1/d.',
    (altered) => moved(altered, ({ lanes }) => lanes.width ** -0.5),
    (altered) => moved(altered, ({ lanes }) => lanes.width ** 0.5),
    (altered) => moved(altered, ({ lanes }) => 1 / lanes.width),
    (altered) => moved(altered, ({ lanes }) => lanes.valueWidth ** -0.5),
    (altered) => moved(altered, ({ lanes }) => lanes.keys ** -0.5),
    (altered) => moved(altered, ({ lanes }) => 1 / lanes.queryHeads),
  ),
  output('residual-added', 'The queries are added to the output.', (altered) =>
    moved(
      altered,
      () => 1,
      (c, { lanes, query, head }) =>
        lanes.width === lanes.valueWidth ? lanes.q[(query * lanes.queryHeads + head) * lanes.width + c] : 0,
    ),
  ),
  output('own-value-added', 'Each query’s own value is added to the output.', (altered) =>
    moved(
      altered,
      () => 1,
      (c, { lanes, query, head }) =>
        query < lanes.keys
          ? lanes.v[
              query * lanes.keyHeads * lanes.valueWidth +
                altered.model.keyHead(head, lanes) * lanes.valueWidth +
                c
            ]
          : 0,
    ),
  ),
  mistake(
    'own-key-left-out-of-normaliser',
    'The key of the query’s own position is left out of the normaliser.',
    () => [
      (altered) => ({
        ...altered,
        normaliser: (row, { query }) => {
          let [value, error] = [0, 0]
          row.kappa.forEach((kappa, j) => {
            if (j === query) return
            value += kappa
            error += row.error[j] + row.size[j] * (row.collected + 4) * 2 * altered.model.accumulation.theta
          })
          return { value, error }
        },
      }),
    ],
  ),
]

const ofAll = () => true

const READ: readonly Mistake[] = [
  readOff(
    'output-factor',
    'The output, or the values, are # times what they should be.',
    ofAll,
    SIZES,
    (factor) => (altered) => moved(altered, () => factor),
  ),
  readOff(
    'output-offset',
    '# is added to every number of the output.',
    ofAll,
    SIZES,
    (by) => (altered) =>
      moved(
        altered,
        () => 1,
        () => by,
      ),
  ),
  ...(
    [
      [
        'scores-capped',
        'Scores are capped by # · tanh(s / #).',
        (s: number, c: number) => c * Math.tanh(s / c),
      ],
      [
        'scores-clipped',
        'Scores are clipped at # and -#.',
        (s: number, c: number) => Math.max(-c, Math.min(c, s)),
      ],
      ['scores-clipped-above', 'Scores are clipped at #.', (s: number, c: number) => Math.min(c, s)],
      [
        'scores-times-power',
        'Scores keep their sign, and their sizes are raised to the power #.',
        (s: number, c: number) => Math.sign(s) * Math.abs(s) ** c,
      ],
    ] as const
  ).map(([name, sentence, of]) =>
    readOff(
      name,
      sentence,
      ofSoftmax,
      SIZES.filter((size) => size > 0),
      (parameter) => (altered) =>
        withChange(altered, 'scores', (row) => {
          const { theta } = altered.model.storage
          for (let j = 0; j < row.score.length; j++) {
            const [low, high] = [-1, 1].map((sign) => of(row.score[j] + sign * row.error[j], parameter))
            row.score[j] = of(row.score[j], parameter)
            row.error[j] =
              Math.max(high - row.score[j], row.score[j] - low) + 8 * theta * Math.abs(row.score[j])
          }
        }),
    ),
  ),
]

/** What is made of weights and values. */
export const VALUES: readonly Mistake[] = [...FIXED, ...READ]
