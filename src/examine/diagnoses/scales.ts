import type { Extents } from '../lanes.ts'
import { withModel } from './altered.ts'
import { ofSoftmax, readOff, SIZES } from './fit.ts'
import type { Mistake } from './mistake.ts'

type Scale = (extents: Extents, declared: number) => number

const SCALES: readonly (readonly [name: string, sentence: string, scale: Scale])[] = [
  ['scale-inverse-width', 'Scores are multiplied by 1/d in place of 1/√d.', ({ width }) => 1 / width],
  ['scale-forgotten', 'Scores are not scaled.', () => 1],
  [
    'scale-times-sqrt-width',
    'Scores are multiplied by √d in place of being divided by it.',
    ({ width }) => Math.sqrt(width),
  ],
  [
    'scale-not-declared',
    'Scores are multiplied by 1/√d, which is not declared.',
    ({ width }) => 1 / Math.sqrt(width),
  ],
  [
    'scale-of-the-model-width',
    'The scale is that of the width of all heads together, not of one head.',
    ({ width, queryHeads }) => 1 / Math.sqrt(width * queryHeads),
  ],
  [
    'scale-of-the-key-model-width',
    'The scale is that of the width of all key heads together, not of one head.',
    ({ width, keyHeads }) => 1 / Math.sqrt(width * keyHeads),
  ],
  ['negative-temperature', 'The temperature has the wrong sign.', (_, declared) => -declared],
  ['scale-applied-twice', 'The scale is applied twice.', (_, declared) => declared * declared],
  [
    'scale-inverted',
    'Scores are divided by the scale in place of being multiplied by it.',
    (_, declared) => 1 / declared,
  ],
  ['scale-times-width', 'Scores are multiplied by d.', ({ width }) => width],
  ['scale-of-keys', 'Scores are divided by √n, with the number of keys.', ({ keys }) => 1 / Math.sqrt(keys)],
  ['scale-of-keys', 'Scores are divided by n, the number of keys.', ({ keys }) => 1 / keys],
  [
    'scale-of-queries',
    'Scores are divided by √n_q, with the number of queries.',
    ({ queries }) => 1 / Math.sqrt(queries),
  ],
  [
    'scale-of-value-width',
    'Scores are divided by √d_v, with the width of values.',
    ({ valueWidth }) => 1 / Math.sqrt(valueWidth),
  ],
  [
    'scale-half-applied',
    'Only queries or only keys are multiplied by the root of the scale.',
    (_, declared) => Math.sqrt(Math.abs(declared)),
  ],
  [
    'scale-of-heads',
    'Scores are divided by √H, with the number of heads.',
    ({ queryHeads }) => 1 / Math.sqrt(queryHeads),
  ],
  [
    'scale-inverse-square-width',
    'Scores are multiplied by 1/d² in place of 1/√d.',
    ({ width }) => width ** -2,
  ],
  ['scale-negative-and-forgotten', 'Scores are not scaled, and their sign is wrong.', () => -1],
]

const named: readonly Mistake[] = SCALES.map(([name, sentence, scale], at) => ({
  name,
  sentence: () => sentence,
  kind: 'structure',
  candidates(declared, trials) {
    if (declared.mechanism !== 'softmax') return []
    const all = trials.map(({ lanes }) => lanes)
    const own = declaredScale(declared.scale)
    const same = (one: Scale, other: Scale) =>
      all.every((lanes) => alike(one(lanes, own(lanes)), other(lanes, own(lanes))))
    const known = [(_: Extents, d: number) => d, ...SCALES.slice(0, at).map(([, , earlier]) => earlier)]
    if (known.some((earlier) => same(scale, earlier))) return []
    return [
      {
        alter: (altered) => {
          const before = altered.model.scale
          return withModel(altered, { scale: (width, lanes) => scale(lanes, before(width, lanes)) })
        },
      },
    ]
  },
}))

/** The same but for the rounding of a formula. */
const alike = (a: number, b: number) => Math.abs(a - b) <= 2 ** -48 * Math.abs(a)

const declaredScale =
  (scale: number | 'none' | 'inverse-sqrt-width') =>
  ({ width }: Extents) =>
    scale === 'none' ? 1 : scale === 'inverse-sqrt-width' ? 1 / Math.sqrt(width) : scale

const READ = [
  readOff('wrong-scale', 'Scores are # times what is declared.', ofSoftmax, SIZES, (factor) => (altered) => {
    const before = altered.model.scale
    return withModel(altered, { scale: (width, lanes) => factor * before(width, lanes) })
  }),
  readOff(
    'constant-scale',
    'Scores are multiplied by #, whatever the width.',
    ofSoftmax,
    SIZES,
    (scale) => (altered) => withModel(altered, { scale: () => scale }),
  ),
  readOff(
    'scale-power-of-width',
    'Scores are multiplied by d to the power #.',
    ofSoftmax,
    Array.from({ length: 33 }, (_, i) => (i - 16) / 4),
    (exponent) => (altered) => withModel(altered, { scale: (width) => width ** exponent }),
  ),
]

/** What scores are multiplied by. */
export const SCALED: readonly Mistake[] = [...named, ...READ]
