import type { Declared } from './declared.ts'
import { countEmptyRow, emptyRowKinds, noEmptyRows, type EmptyRowCounts } from './empty-row.ts'
import { evaluate, type Evaluated } from './evaluate.ts'
import { State, type HonestRange } from './honest-range.ts'
import { sizes, type Answer, type Lanes } from './lanes.ts'
import { modelOf, type Model } from './model.ts'

/** A number that no honest implementation returns. */
export interface Deviation {
  readonly of: 'weights' | 'output'
  readonly lane: number
  /** Its place in the lane's array. */
  readonly at: number
  readonly returned: number
  /** Of the definition, and the range of honest answers about it. */
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What a batch of answers came to. */
export interface Compared {
  /** The first deviation of each lane that has one, by lane. */
  readonly deviations: readonly Deviation[]
  /** For each array that was returned. */
  readonly ranges: Evaluated
}

/** How many numbers and lanes were compared, and what they came to. */
export interface ConformityCounts {
  lanes: number
  numbers: number
  /** Of these, numbers of which something is demanded. */
  compared: number
  deviatingLanes: number
  /** Of lanes that deviate, those with an infinity or no number where the definition has a finite one. */
  nonFiniteLanes: number
  /** Numbers of which nothing is demanded, because something on the way may overflow or vanish. */
  unboundedNumbers: number
  /** Of these, returned as infinity or as no number. */
  unboundedNonFinite: number
  /** Queries without allowed keys, by what was returned for them where that can be told. */
  emptyRows: EmptyRowCounts
}

/** Compares what was returned with what any honest implementation of the declared attention may return. */
export class Conformity {
  readonly counts: ConformityCounts = {
    lanes: 0,
    numbers: 0,
    compared: 0,
    deviatingLanes: 0,
    nonFiniteLanes: 0,
    unboundedNumbers: 0,
    unboundedNonFinite: 0,
    emptyRows: noEmptyRows(),
  }
  private readonly model: Model

  constructor(declared: Declared) {
    this.model = modelOf(declared)
  }

  /** Compares a batch, and counts it. */
  take(lanes: Lanes, answer: Answer): Compared {
    const compared = compare(this.model, lanes, answer)
    const { counts } = this
    counts.lanes += lanes.lanes
    counts.deviatingLanes += compared.deviations.length
    counts.nonFiniteLanes += compared.deviations.filter(({ returned }) => !Number.isFinite(returned)).length
    for (const of of ['weights', 'output'] as const) {
      const [range, returned] = [compared.ranges[of], answer[of]]
      if (!range || !returned) continue
      counts.numbers += returned.length
      for (let at = 0; at < returned.length; at++) {
        if (range.state[at] === State.Bounded) counts.compared += 1
        if (range.state[at] !== State.Unbounded) continue
        counts.unboundedNumbers += 1
        if (!Number.isFinite(returned[at])) counts.unboundedNonFinite += 1
      }
    }
    this.countEmptyRows(lanes, answer, compared)
    return compared
  }

  private countEmptyRows(lanes: Lanes, { output }: Answer, { ranges }: Compared): void {
    if (!output || !ranges.output) return
    const rows = lanes.lanes * lanes.queries * lanes.queryHeads
    for (let row = 0; row < rows; row++)
      if (ranges.output.state[row * lanes.valueWidth] === State.Undefined)
        countEmptyRow(emptyRowKinds(lanes, output, row, this.model), this.counts.emptyRows)
  }
}

/** Compares one batch. */
export function compare(model: Model, lanes: Lanes, answer: Answer): Compared {
  const ranges = evaluate(model, lanes, {
    weights: answer.weights !== undefined,
    output: answer.output !== undefined,
  })
  const size = sizes(lanes)
  const deviations: Deviation[] = []
  for (let lane = 0; lane < lanes.lanes; lane++) {
    const found = (['output', 'weights'] as const)
      .map((of) => firstDeviation(of, ranges[of], answer[of], lane, size[of]))
      .find((each) => each !== undefined)
    if (found) deviations.push(found)
  }
  return { deviations, ranges }
}

function firstDeviation(
  of: 'weights' | 'output',
  range: HonestRange | undefined,
  returned: Float32Array | undefined,
  lane: number,
  size: number,
): Deviation | undefined {
  if (!range || !returned) return undefined
  for (let at = 0, place = lane * size; at < size; at++, place++) {
    if (range.state[place] !== State.Bounded) continue
    const number = returned[place]
    if (number >= range.low[place] && number <= range.high[place]) continue
    const [value, low, high] = [range.value[place], range.low[place], range.high[place]]
    return { of, lane, at, returned: number, value, low, high }
  }
  return undefined
}
