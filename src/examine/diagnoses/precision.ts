import { FORMATS } from '../format.ts'
import type { HonestRange } from '../honest-range.ts'
import type { Lanes } from '../lanes.ts'
import { withChange, type Altered } from './altered.ts'
import { madeOf } from './format-evidence.ts'
import { mistake, type Mistake } from './mistake.ts'
import { COARSE, cutTo, roundedTo, type Coarse } from './rounding.ts'

/** Rounds both ends of every range of a row. */
const rangeRounded =
  (format: Coarse) =>
  ({ value, low, high }: HonestRange) => {
    for (let i = 0; i < value.length; i++) {
      value[i] = roundedTo(format, value[i])
      low[i] = roundedTo(format, low[i])
      high[i] = roundedTo(format, high[i])
    }
  }

const float32Only = (
  name: string,
  sentence: string,
  ...ways: readonly ((altered: Altered) => Altered)[]
): Mistake => mistake(name, sentence, ({ precision }) => (precision === 'float32' ? ways : []))

const ARRAYS = [
  [['k'], 'keys', 'Keys are'],
  [['q'], 'queries', 'Queries are'],
  [['v'], 'values', 'Values are'],
  [['q', 'k'], 'queries-and-keys', 'Queries and keys are'],
  [['k', 'v'], 'keys-and-values', 'Keys and values are'],
  [['q', 'k', 'v'], 'inputs', 'Inputs are'],
] as const

const all = (numbers: Float32Array, format: Coarse) => numbers.map((x) => roundedTo(format, x))

const inputsRounded =
  (which: readonly ('q' | 'k' | 'v')[], of: (numbers: Float32Array) => Float32Array) => (altered: Altered) =>
    withChange(altered, 'inputs', (lanes): Lanes => ({
      ...lanes,
      ...Object.fromEntries(which.map((name) => [name, of(lanes[name])])),
    }))

const inputs: readonly Mistake[] = COARSE.flatMap((format) =>
  ARRAYS.map(([which, name, are]) =>
    float32Only(
      `${name}-rounded-to-${format}`,
      `${are} rounded to ${format}.`,
      inputsRounded(which, (numbers) => all(numbers, format)),
      ...(format === 'float16' ? [] : [inputsRounded(which, (numbers) => cutTo(format, numbers))]),
    ),
  ),
)

const scoresRounded = (format: Coarse) => (altered: Altered) =>
  withChange(altered, 'scores', (row) => {
    for (let j = 0; j < row.score.length; j++) {
      if (row.allowed[j] === 0) continue
      const low = roundedTo(format, row.score[j] - row.error[j])
      const high = roundedTo(format, row.score[j] + row.error[j])
      row.score[j] = (low + high) / 2
      row.error[j] = (high - low) / 2
      if (!Number.isFinite(row.score[j])) row.mayOverflow = true
    }
  })

const results: readonly Mistake[] = COARSE.flatMap((format) => [
  float32Only(`scores-rounded-to-${format}`, `Scores are rounded to ${format}.`, scoresRounded(format)),
  float32Only(`weights-rounded-to-${format}`, `Weights are rounded to ${format}.`, (altered) =>
    withChange(altered, 'weights', rangeRounded(format)),
  ),
  float32Only(
    `weights-and-values-rounded-to-${format}`,
    `Weights and values are rounded to ${format}.`,
    (altered) =>
      withChange(
        inputsRounded(['v'], (numbers) => all(numbers, format))(altered),
        'weights',
        rangeRounded(format),
      ),
  ),
  float32Only(`output-rounded-to-${format}`, `The output is rounded to ${format}.`, (altered) =>
    withChange(altered, 'output', rangeRounded(format)),
  ),
  float32Only(
    `inputs-and-output-rounded-to-${format}`,
    `Inputs and output are rounded to ${format}.`,
    (altered) =>
      withChange(
        inputsRounded(['q', 'k', 'v'], (numbers) => all(numbers, format))(altered),
        'output',
        rangeRounded(format),
      ),
  ),
  float32Only(
    `matrix-products-in-${format}`,
    `Both matrix products round their factors to ${format}.`,
    (altered) =>
      withChange(
        inputsRounded(['q', 'k', 'v'], (numbers) => all(numbers, format))(altered),
        'weights',
        rangeRounded(format),
      ),
  ),
])

/** All steps in a coarser format, in any order: a wide range, which more than one mistake may lie in. */
const throughout = (format: 'float16' | 'bfloat16', accumulation: 'float32' | typeof format): Mistake => ({
  name: `computed-in-${format}`,
  sentence: () => `What happens between inputs and output happens in ${format}.`,
  kind: 'precision',
  candidates: ({ precision }) =>
    precision !== 'float32'
      ? []
      : [
          {
            alter: (altered) => ({
              ...altered,
              model: { ...altered.model, storage: FORMATS[format], accumulation: FORMATS[accumulation] },
            }),
            confirmed: (trials) => madeOf(format, trials),
          },
        ],
})

/** Numbers in a coarser format than is declared. */
export const PRECISION: readonly Mistake[] = [
  ...inputs,
  ...results,
  throughout('float16', 'float32'),
  throughout('bfloat16', 'float32'),
  throughout('float16', 'float16'),
  throughout('bfloat16', 'bfloat16'),
]
