import { evaluate, type Evaluated } from '../evaluate.ts'
import { State } from '../honest-range.ts'
import type { Answer, Lanes } from '../lanes.ts'
import type { Model } from '../model.ts'
import { pickAnswers, pickLanes } from '../pick-lanes.ts'
import type { Variation } from './relation.ts'

/** Two numbers that should be equal. */
export interface Difference {
  readonly of: 'weights' | 'output'
  readonly lane: number
  readonly head: number
  readonly query: number
  /** The column of d_v, or the key. */
  readonly column: number
  readonly returned: number
  /** What was returned for the changed inputs. */
  readonly changed: number
  /** Whether no two honest answers differ so much; undecided where something on the way may overflow. */
  readonly beyondRounding: boolean | 'undecided'
}

export interface ComparedRows {
  /** Rows of which the relation says something, of weights and of outputs. */
  readonly rows: number
  /** The first difference of each row that has one; the worst by what is said of rounding. */
  readonly differences: readonly Difference[]
}

/** Both answers, where each row stands, and how long it is. */
interface Pair {
  readonly of: 'weights' | 'output'
  readonly returned: Float32Array
  readonly changed: Float32Array
  readonly length: number
  place(lanes: Lanes, lane: number, head: number, query: number, column: number): number
}

/** Compares two answers where they have to be equal, NaN being equal to NaN. Rows without allowed keys are left out. */
export function compareRows(
  model: Model,
  lanes: Lanes,
  variation: Variation,
  returned: Answer,
  changed: Answer,
): ComparedRows {
  const pairs = pairsOf(lanes, returned, changed)
  const unlike = new Set<number>()
  let rows = 0
  eachRow(lanes, variation, pairs, (lane, isEqual) => {
    rows += 1
    if (!isEqual) unlike.add(lane)
  })
  if (unlike.size === 0) return { rows, differences: [] }
  const some = [...unlike]
  const ranges = (of: Lanes) => evaluate(model, pickLanes(of, some), { weights: true, output: true })
  const both = { returned: ranges(lanes), changed: ranges(variation.changed) }
  const part: Variation = {
    ...variation,
    changed: pickLanes(variation.changed, some),
    sameRow: (lane, head, query) => variation.sameRow(some[lane], head, query),
  }
  const partPairs = pairsOf(
    lanes,
    pickAnswers(lanes, returned, some),
    pickAnswers(variation.changed, changed, some),
  )
  const differences: Difference[] = []
  eachRow(pickLanes(lanes, some), part, partPairs, (lane, isEqual, at) => {
    if (isEqual) return
    const found = differenceOf(at, both)
    if (found) differences.push({ ...found, lane: some[lane] })
    else rows -= 1
  })
  return { rows, differences }
}

interface RowAt {
  readonly pair: Pair
  readonly lane: number
  readonly head: number
  readonly query: number
  readonly here: (column: number) => number
  readonly there: (column: number) => number
}

function eachRow(
  lanes: Lanes,
  variation: Variation,
  pairs: readonly Pair[],
  take: (lane: number, isEqual: boolean, at: RowAt) => void,
): void {
  const keyAt = (key: number) => variation.keyAt?.(key) ?? key
  for (let lane = 0; lane < lanes.lanes; lane++)
    for (let head = 0; head < lanes.queryHeads; head++)
      for (let query = 0; query < lanes.queries; query++) {
        const same = variation.sameRow(lane, head, query)
        if (same === undefined) continue
        for (const pair of pairs) {
          // A prefix has fewer keys; the rest of the row has to be zero, which is another property.
          const length = pair.of === 'weights' ? Math.min(pair.length, variation.changed.keys) : pair.length
          const here = (column: number) => pair.place(lanes, lane, head, query, column)
          const there = (column: number) =>
            pair.place(variation.changed, lane, head, same, pair.of === 'weights' ? keyAt(column) : column)
          let isEqual = true
          for (let column = 0; column < length && isEqual; column++)
            isEqual = Object.is(pair.returned[here(column)], pair.changed[there(column)])
          take(lane, isEqual, { pair: { ...pair, length }, lane, head, query, here, there })
        }
      }
}

function pairsOf(lanes: Lanes, returned: Answer, changed: Answer): Pair[] {
  return [
    ...(returned.output && changed.output
      ? [
          {
            of: 'output' as const,
            returned: returned.output,
            changed: changed.output,
            length: lanes.valueWidth,
            place: (at: Lanes, lane: number, head: number, query: number, column: number) =>
              ((lane * at.queries + query) * at.queryHeads + head) * at.valueWidth + column,
          },
        ]
      : []),
    ...(returned.weights && changed.weights
      ? [
          {
            of: 'weights' as const,
            returned: returned.weights,
            changed: changed.weights,
            length: lanes.keys,
            place: (at: Lanes, lane: number, head: number, query: number, column: number) =>
              ((lane * at.queryHeads + head) * at.queries + query) * at.keys + column,
          },
        ]
      : []),
  ]
}

/** By how much a difference tells: what rounding explains, what it may, what it does not. */
export const severity = ({ beyondRounding }: Pick<Difference, 'beyondRounding'>): number =>
  beyondRounding === true ? 2 : beyondRounding === false ? 0 : 1

/** The entry of a row that says most; undefined for a row without allowed keys. */
function differenceOf(
  { pair, lane, head, query, here, there }: RowAt,
  both: { returned: Evaluated; changed: Evaluated },
): Difference | undefined {
  const [range, other] = [both.returned[pair.of]!, both.changed[pair.of]!]
  let worst: Difference | undefined
  for (let column = 0; column < pair.length; column++) {
    const [a, b] = [here(column), there(column)]
    const [returned, changed] = [pair.returned[a], pair.changed[b]]
    if (range.state[a] === State.Undefined || other.state[b] === State.Undefined) return undefined
    if (Object.is(returned, changed)) continue
    const bounded = range.state[a] === State.Bounded && other.state[b] === State.Bounded
    const widest = Math.max(range.high[a], other.high[b]) - Math.min(range.low[a], other.low[b])
    // Where something may overflow an honest implementation may still not, and then answers within the range.
    const explained = Math.abs(returned - changed) <= widest
    const beyondRounding = explained ? false : bounded || 'undecided'
    if (worst && severity({ beyondRounding }) <= severity(worst)) continue
    worst = { of: pair.of, lane, head, query, column, returned, changed, beyondRounding }
  }
  return worst
}
