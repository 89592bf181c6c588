import type { Deviation } from './conformity.ts'
import type { Answer, Lanes } from './lanes.ts'
import { pickAnswers, pickLanes } from './pick-lanes.ts'

/** Some lanes and what was returned for them. */
export interface Observed {
  readonly lanes: Lanes
  readonly answer: Answer
}

/** Lanes of a batch that are kept, of those that deviate and of those that do not. */
const KEPT = { deviating: 12, honest: 4 }
/** What evaluating a kept lane, and all of them, may cost in products; the first deviating lane is kept whatever it costs. */
const WORK = { lane: 2 ** 21, all: 2 ** 25 }

/** Keeps lanes by which mistakes are told apart: all kinds of deviating ones, and honest ones beside them. */
export class TellingLanes {
  readonly kept: Observed[] = []
  private work = 0
  private deviates = false

  take(lanes: Lanes, answer: Answer, deviations: readonly Deviation[]): void {
    const { queryHeads, queries, keys, width, valueWidth } = lanes
    const cost = queryHeads * queries * keys * (width + valueWidth)
    const deviating = deviations.map(({ lane }) => lane)
    const seen = new Set(deviating)
    const honest = Array.from({ length: lanes.lanes }, (_, lane) => lane).filter((lane) => !seen.has(lane))
    const room = cost > WORK.lane ? 0 : Math.floor((WORK.all - this.work) / cost)
    const least = !this.deviates && deviating.length > 0 ? 1 : 0
    const which = [...deviating.slice(0, KEPT.deviating), ...honest.slice(0, KEPT.honest)]
    const telling = which.slice(0, Math.max(least, room))
    if (telling.length === 0) return
    this.work += telling.length * cost
    this.deviates ||= deviating.length > 0
    this.kept.push({ lanes: pickLanes(lanes, telling), answer: pickAnswers(lanes, answer, telling) })
  }
}
