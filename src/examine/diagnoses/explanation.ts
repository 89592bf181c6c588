import type { HonestRange } from '../honest-range.ts'
import type { Altered } from './altered.ts'
import { explains, NOT_FINITE, predictedLane, saysNothing } from './predicted-lane.ts'
import type { Trial } from './trial.ts'

/** How narrowly a mistake predicts the numbers that deviate. */
export interface Explanation {
  /** Deviating numbers that lie where the mistake puts them. */
  readonly bounded: number
  /** Deviating numbers of which it says nothing. */
  readonly loose: number
  /** The mean of log2 of the widths of their ranges, in units of how far they are from what is declared. */
  readonly width: number
}

/** How wide ranges may be on average, for a mistake that is no coarser format. */
export const NARROW = 2

/** What a number that has to be infinite or NaN counts as, in log2 of a width. */
const EXACT = -60

/** What a deviating number of which nothing is said counts as, in log2 of a width. */
const ANYTHING = 4

/** The mean width of a mistake's predictions, in bits, those included that say nothing. */
export const breadth = ({ bounded, loose, width }: Explanation): number =>
  (bounded * width + loose * ANYTHING) / (bounded + loose)

/** Deviating numbers of which a prediction says nothing, after which nothing is expected of it any more. */
const SILENT = 1024

/** Deviating numbers after which a mean that is far too wide stays so, and by how many bits it has to be. */
const HOPELESS = { numbers: 64, bits: 4 }

/**
 * How a mistake explains every number that was returned; undefined where it does not, only says nothing, or says it far too
 * widely.
 *
 * @param widest the mean width, in bits, above which an explanation is of no use
 */
export function explanation(
  altered: Altered,
  trials: readonly Trial[],
  widest = Infinity,
): Explanation | undefined {
  let [bounded, loose, width] = [0, 0, 0]
  const agrees = everyNumber(altered, trials, (range, i, returned, off) => {
    if (!explains(range, i, returned)) return false
    if (!(off > 0)) return true
    if (saysNothing(range, i)) {
      loose += 1
      return bounded > 0 || loose < SILENT
    }
    bounded += 1
    width +=
      range.state[i] === NOT_FINITE ? EXACT : Math.max(EXACT, Math.log2((range.high[i] - range.low[i]) / off))
    return bounded < HOPELESS.numbers || width / bounded <= widest + HOPELESS.bits
  })
  return agrees && bounded > 0 ? { bounded, loose, width: width / bounded } : undefined
}

/** Whether nothing that was returned contradicts a mistake. */
export const agrees = (altered: Altered, trials: readonly Trial[]): boolean =>
  everyNumber(altered, trials, explains)

/** Whether something holds for every number: its range, its place there, itself, and how far it deviates. */
function everyNumber(
  altered: Altered,
  trials: readonly Trial[],
  holds: (range: HonestRange, at: number, returned: number, off: number) => boolean,
): boolean {
  for (const trial of trials) {
    const { answer, deviates, rows } = reordered(altered, trial)
    const predict = predictedLane(altered, trial.lanes, answer)
    const { queries } = trial.lanes
    for (const row of rows)
      for (const { kind, at, range } of predict(Math.floor(row / queries), row % queries))
        for (let i = 0; i < range.value.length; i++)
          if (!holds(range, i, answer[kind]![at + i], deviates[kind]![at + i])) return false
  }
  return true
}

/** What was returned, put where it belongs when the mistake is one of order. */
export function reordered({ order }: Altered, trial: Trial): Pick<Trial, 'answer' | 'deviates' | 'rows'> {
  if (order.length === 0) return trial
  let { answer, deviates } = trial
  for (const { of, from } of order) {
    const places = from(trial.lanes)
    if (places === undefined || answer[of] === undefined) continue
    const [numbers, flags] = [answer[of], deviates[of]!]
    const [moved, moveds] = [new Float32Array(numbers.length), new Float64Array(numbers.length)]
    places.forEach((truth, at) => {
      moved[truth] = numbers[at]
      moveds[truth] = flags[at]
    })
    answer = { ...answer, [of]: moved }
    deviates = { ...deviates, [of]: moveds }
  }
  return { answer, deviates, rows: trial.rows }
}
