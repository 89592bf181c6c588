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

/** How a mistake explains every number that was returned; undefined where it does not, or only says nothing. */
export function explanation(altered: Altered, trials: readonly Trial[]): Explanation | undefined {
  let bounded = 0
  let loose = 0
  let width = 0
  for (const trial of trials) {
    const { answer, deviates, rows } = reordered(altered, trial)
    const predict = predictedLane(altered, trial.lanes, answer)
    for (const row of rows) {
      const { queries } = trial.lanes
      for (const { kind, at, range } of predict(Math.floor(row / queries), row % queries))
        for (let i = 0; i < range.value.length; i++) {
          const returned = answer[kind]![at + i]
          if (!explains(range, i, returned)) return undefined
          const off = deviates[kind]![at + i]
          if (!(off > 0)) continue
          const state = range.state[i]
          if (saysNothing(range, i)) {
            loose += 1
            if (bounded === 0 && loose >= SILENT) return undefined
          } else {
            bounded += 1
            width +=
              state === NOT_FINITE ? EXACT : Math.max(EXACT, Math.log2((range.high[i] - range.low[i]) / off))
          }
        }
    }
  }
  return bounded === 0 ? undefined : { bounded, loose, width: width / bounded }
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
