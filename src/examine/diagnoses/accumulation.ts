import { FORMATS } from '../format.ts'
import { State, type HonestRange } from '../honest-range.ts'
import type { OutputPlace } from '../honest-rows.ts'
import { withChange, type Altered, type ScoredPlace } from './altered.ts'
import { summedInOrder } from './coarse-softmax.ts'
import { outputOfWeights } from './composed-ranges.ts'
import { madeOf } from './format-evidence.ts'
import type { Candidate, Mistake } from './mistake.ts'
import { roundedTo } from './rounding.ts'
import type { Trial } from './trial.ts'

type Narrow = 'float16' | 'bfloat16'

/** In which order terms are collected, and whether each is rounded before. */
interface Order {
  readonly backwards: boolean
  readonly products: boolean
}

const ORDERS: readonly Order[] = [false, true].flatMap((backwards) =>
  [true, false].map((products) => ({ backwards, products })),
)

/**
 * The number of tokens above which lanes deviate: the largest power of two below the smallest of them, when lanes of so
 * many keys, or nearly, are right; 0 when small lanes deviate too.
 */
function threshold(trials: readonly Trial[]): number {
  const wrong = trials.filter(({ deviations }) => deviations > 0).map(({ lanes }) => lanes.keys)
  const least = Math.min(...wrong)
  const right = trials.filter(({ deviations, lanes }) => deviations === 0 && lanes.keys < least)
  const most = Math.max(0, ...right.map(({ lanes }) => lanes.keys))
  const power = 2 ** Math.floor(Math.log2(Math.max(least - 1, 1)))
  return least > 16 && most * 2 >= power ? power : 0
}

/** Sums of weights times values, collected one by one: both ends of a range are rounded at each step. */
const oneByOne =
  (format: Narrow, { backwards, products }: Order) =>
  (weights: HonestRange, { values, from, stride, width, into }: OutputPlace): void => {
    const keys = weights.value.length
    const state = weights.state.reduce((worst, one) => Math.max(worst, one), 0)
    const term = (x: number) => (products ? roundedTo(format, x) : x)
    for (let c = 0; c < width; c++) {
      let [low, high] = [0, 0]
      for (let step = 0; step < keys; step++) {
        const j = backwards ? keys - 1 - step : step
        const v = values[from + j * stride + c]
        const [a, b] = [weights.low[j], weights.high[j]]
        if (a === 0 && b === 0) continue
        // The product itself may be rounded to float32 before.
        const off = 2 ** -23 * Math.max(Math.abs(a * v), Math.abs(b * v)) + 2 ** -126
        low = roundedTo(format, low + term(Math.min(a * v, b * v) - off))
        high = roundedTo(format, high + term(Math.max(a * v, b * v) + off))
      }
      into.value[c] = (low + high) / 2
      into.low[c] = low
      into.high[c] = high
      into.state[c] = Number.isFinite(low) && Number.isFinite(high) ? state : State.Unbounded
    }
  }

/** In any order: as wide as the format's error for so many terms. */
const anyOrder =
  (format: Narrow, altered: Altered) =>
  (weights: HonestRange, where: OutputPlace): void =>
    outputOfWeights({ ...altered.model, accumulation: FORMATS[format] }, weights, where)

/** The same for many tokens only. */
const mixedAbove = (altered: Altered, tokens: number, mix: NonNullable<Altered['mix']>): Altered => ({
  ...altered,
  mix: (weights, where, place) =>
    place.lanes.keys > tokens ? mix(weights, where, place) : outputOfWeights(altered.model, weights, where),
})

/** Normalisers of softmax that are collected one by one. */
const normalisersAbove = (altered: Altered, format: Narrow, tokens: number, backwards: boolean): Altered =>
  withChange(altered, 'weights', (range: HonestRange, place: ScoredPlace) => {
    if (place.lanes.keys > tokens && place.scores) summedInOrder(format, backwards, range, place)
  })

function* ways(format: Narrow, tokens: number): Generator<Candidate['alter']> {
  for (const order of ORDERS) {
    const mix = oneByOne(format, order)
    yield (altered) => mixedAbove(altered, tokens, mix)
    yield (altered) => normalisersAbove(altered, format, tokens, order.backwards)
    yield (altered) => mixedAbove(normalisersAbove(altered, format, tokens, order.backwards), tokens, mix)
  }
}

const thresholds = (trials: readonly Trial[]) => [...new Set([threshold(trials), 0])]

const sentence = (format: Narrow) => (tokens: number | string | undefined) =>
  tokens === 0
    ? `Sums over tokens are collected in ${format}.`
    : `Sums over more than ${tokens} tokens are collected in ${format}.`

const coarser = (format: Narrow, declared: 'float32' | 'float16' | 'bfloat16') =>
  FORMATS[format].theta > FORMATS[declared].theta

/** One by one, as a loop does. */
const inOrder = (format: Narrow): Mistake => ({
  name: `accumulation-in-${format}`,
  sentence: sentence(format),
  kind: 'precision',
  *candidates({ accumulation }, trials) {
    if (!coarser(format, accumulation)) return
    for (const parameter of thresholds(trials))
      for (const alter of ways(format, parameter)) yield { parameter, alter }
  },
})

/** In any order: a wide range. */
const somehow = (format: Narrow): Mistake => ({
  name: `accumulation-in-${format}`,
  sentence: sentence(format),
  kind: 'precision',
  *candidates({ accumulation }, trials) {
    if (!coarser(format, accumulation)) return
    for (const parameter of thresholds(trials)) {
      const confirmed = (seen: readonly Trial[]) => {
        if (parameter === 0) return madeOf(format, seen)
        const reached = seen.filter(({ lanes }) => lanes.keys > parameter)
        return reached.filter(({ deviations }) => deviations > 0).length * 8 > reached.length
      }
      yield {
        parameter,
        confirmed,
        alter: (altered) => mixedAbove(altered, parameter, anyOrder(format, altered)),
      }
      yield {
        parameter,
        confirmed,
        alter: (altered) => ({
          ...altered,
          modelFor: ({ keys }) =>
            keys > parameter ? { ...altered.model, accumulation: FORMATS[format] } : altered.model,
        }),
      }
    }
  },
})

/** Sums in a coarser format than is declared, over all numbers of tokens or over many. */
export const ACCUMULATION: readonly Mistake[] = (['float16', 'bfloat16'] as const).flatMap((format) => [
  inOrder(format),
  somehow(format),
])
