import { emptyRange, State, type HonestRange } from '../honest-range.ts'
import { normaliserOf, outputRow, weightsRow } from '../honest-rows.ts'
import { kernelRow, type KernelRow, type ScoreRow } from '../kernel-row.ts'
import { laneKernels } from '../lane-kernels.ts'
import type { Answer, Lanes } from '../lanes.ts'
import type { Model } from '../model.ts'
import { overQueries } from '../over-queries.ts'
import type { Altered, ScoredPlace } from './altered.ts'
import { divided, outputOfWeights } from './composed-ranges.ts'

/** A predicted number that is infinite or NaN, besides the `State` of honest answers. */
export const NOT_FINITE = 3

/** A row of what is predicted: which numbers of the lane, from `at` on, lie in which range. */
export interface PredictedRow {
  readonly kind: 'output' | 'weights'
  readonly at: number
  readonly range: HonestRange
}

/** The rows of one lane as an attention with a mistake returns them; each answer is overwritten by the next. */
export function predictedLane(
  altered: Altered,
  original: Lanes,
  wanted: Answer,
): (head: number, query: number) => readonly PredictedRow[] {
  const lanes = altered.inputs.reduce((seen, change) => change(seen), original)
  const { keys, queries, queryHeads, keyHeads, valueWidth } = lanes
  let scores: ScoreRow | undefined
  const model = listening(altered, lanes, (row) => (scores = row))
  const fillOf = fillRows(model, lanes)
  const values = Float64Array.from(lanes.v)
  const valueHead = altered.valueHead ?? model.keyHead
  const row = kernelRow(keys)
  const weights = emptyRange(keys)
  const output = emptyRange(valueWidth)
  const composed = altered.weights.length > 0 || altered.mix !== undefined
  return (head, query) => {
    fillOf(head)(query, row)
    const place: ScoredPlace = { head, query, lanes, scores }
    for (const change of altered.rows) change(row, place)
    const apart = altered.normaliser !== undefined || altered.numerators.length > 0
    const z = apart ? (altered.normaliser?.(row, place) ?? normaliserOf(model, row)) : undefined
    for (const change of altered.numerators) change(row, place)
    const own: Model = z ? { ...model, normaliser: 'none' } : model
    const predicted: PredictedRow[] = []
    if (wanted.weights || composed) {
      weightsRow(own, row, weights, 0)
      if (z) divided(weights, z, model.storage)
      for (const change of altered.weights) change(weights, place)
      if (wanted.weights)
        predicted.push({ kind: 'weights', at: (head * queries + query) * keys, range: weights })
    }
    if (wanted.output) {
      const from = valueHead(head, lanes) * valueWidth
      const stride = keyHeads * valueWidth
      const where = { values, from, stride, width: valueWidth, into: output, at: 0 }
      if (altered.mix) altered.mix(weights, where, place)
      else if (composed) outputOfWeights(model, weights, where)
      else {
        outputRow(own, row, where)
        if (z) divided(output, z, model.storage)
      }
      for (const change of altered.output) change(output, place)
      predicted.push({ kind: 'output', at: (query * queryHeads + head) * valueWidth, range: output })
    }
    return predicted
  }
}

/** The model with its changes of scores, and with an ear for what they leave. */
function listening(altered: Altered, lanes: Lanes, hear: (row: ScoreRow) => void): Model {
  const model = altered.modelFor?.(lanes) ?? altered.model
  const { kernel } = model
  if (kernel.kind !== 'exponential') return model
  const alter = (row: ScoreRow, head: number, query: number) => {
    for (const change of altered.scores) change(row, { head, query, lanes })
    hear(row)
  }
  return { ...model, kernel: { ...kernel, alter } }
}

function fillRows(model: Model, lanes: Lanes): (head: number) => (query: number, row: KernelRow) => void {
  if (model.normaliser !== 'queries') {
    const fill = laneKernels(model, lanes, 0)
    return (head) => (query, row) => fill(head, query, row)
  }
  const heads = new Map<number, (query: number, row: KernelRow) => void>()
  return (head) => {
    const fill = heads.get(head) ?? overQueries(model, lanes, 0, head)
    heads.set(head, fill)
    return fill
  }
}

/** Whether a number may be anything, NaN too: also where a range has no ends, for overflow on the way to them. */
export const saysNothing = ({ low, high, state }: HonestRange, at: number): boolean =>
  state[at] === State.Bounded ? Number.isNaN(low[at]) || Number.isNaN(high[at]) : state[at] !== NOT_FINITE

/** Whether a returned number is what is predicted. */
export function explains(range: HonestRange, at: number, returned: number): boolean {
  if (saysNothing(range, at)) return true
  if (range.state[at] === NOT_FINITE) return !Number.isFinite(returned)
  return returned >= range.low[at] && returned <= range.high[at]
}
