import type { Declared } from '../declared.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { modelOf } from '../model.ts'
import { pickAnswers, pickLanes } from '../pick-lanes.ts'
import type { Observed } from '../telling-lanes.ts'
import { unaltered } from './altered.ts'
import { predictedLane } from './predicted-lane.ts'
import { State } from '../honest-range.ts'

/** One lane of what was observed. */
export interface Trial {
  /** One lane. */
  readonly lanes: Lanes
  /** Its numbers. */
  readonly answer: Answer
  /**
   * How far each number is from the declared attention's, if it lies outside the range of honest answers; infinite when it
   * is not finite itself, 0 when it is honest.
   */
  readonly deviates: { readonly output?: Float64Array; readonly weights?: Float64Array }
  /** How many these are. */
  readonly deviations: number
  /** Rows, head · n_q + query, those with a deviation first. */
  readonly rows: Int32Array
  /** Multiplications that a prediction takes, roughly. */
  readonly cost: number
}

/** Every lane that was observed: those with a deviation first, and small lanes before large ones. */
export function trialsOf(declared: Declared, observed: readonly Observed[]): Trial[] {
  const trials = observed.flatMap(({ lanes, answer }) =>
    Array.from({ length: lanes.lanes }, (_, lane) =>
      trialOf(declared, pickLanes(lanes, [lane]), pickAnswers(lanes, answer, [lane])),
    ),
  )
  return trials.sort((a, b) => Number(b.deviations > 0) - Number(a.deviations > 0) || a.cost - b.cost)
}

function trialOf(declared: Declared, lanes: Lanes, answer: Answer): Trial {
  const { queryHeads, queries, keys, width, valueWidth } = lanes
  const predict = predictedLane(unaltered(modelOf(declared)), lanes, answer)
  const deviates = {
    ...(answer.output && { output: new Float64Array(answer.output.length) }),
    ...(answer.weights && { weights: new Float64Array(answer.weights.length) }),
  }
  const wrong: number[] = []
  const right: number[] = []
  let deviations = 0
  for (let head = 0; head < queryHeads; head++)
    for (let query = 0; query < queries; query++) {
      const before = deviations
      for (const { range, kind, at } of predict(head, query))
        for (let i = 0; i < range.value.length; i++) {
          const returned = answer[kind]![at + i]
          if (range.state[i] !== State.Bounded || (returned >= range.low[i] && returned <= range.high[i]))
            continue
          const off = Math.abs(returned - range.value[i])
          deviates[kind]![at + i] = Number.isNaN(off) ? Infinity : off
          deviations += 1
        }
      ;(deviations > before ? wrong : right).push(head * queries + query)
    }
  const rows = Int32Array.from([...wrong, ...right])
  return {
    lanes,
    answer,
    deviates,
    deviations,
    rows,
    cost: queryHeads * queries * keys * (width + valueWidth),
  }
}
