import { State, type HonestRange } from '../honest-range.ts'
import { modelOf } from '../model.ts'
import type { Declared } from '../declared.ts'
import { unaltered } from './altered.ts'
import { predictedLane } from './predicted-lane.ts'
import type { Trial } from './trial.ts'

/** Weights of which some were dropped: by how much the others are multiplied, as far as one number tells. */
export interface Factor {
  readonly low: number
  readonly high: number
}

/** Each row of weights as it is declared, copied. */
export function* rowsOf(
  declared: Declared,
  trial: Trial,
): Generator<{ head: number; query: number; range: HonestRange }> {
  const { queryHeads, queries, keys } = trial.lanes
  const predict = predictedLane(unaltered(modelOf(declared)), trial.lanes, { weights: new Float32Array(0) })
  for (const row of trial.rows) {
    const [head, query] = [Math.floor(row / queries), row % queries]
    if (head >= queryHeads || keys === 0) continue
    yield { head, query, range: predict(head, query)[0].range }
  }
}

/** By what weights that were not dropped are multiplied: the factor that the most rows agree on. */
export function factorOf(declared: Declared, trials: readonly Trial[]): Factor | undefined {
  const votes: Factor[] = []
  for (const trial of trials) {
    if (votes.length >= 400 || trial.deviations === 0) break
    for (const { head, query, range } of rowsOf(declared, trial))
      votes.push(...votesOf(trial, tellWeights(trials), head, query, range))
  }
  let best: { factor: Factor; count: number } | undefined
  for (const vote of votes) {
    let [low, high, count] = [vote.low, vote.high, 0]
    for (const other of votes) {
      const [a, b] = [Math.max(low, other.low), Math.min(high, other.high)]
      if (a > b) continue
      ;[low, high, count] = [a, b, count + 1]
    }
    if (best === undefined || count > best.count) best = { factor: { low, high }, count }
  }
  return best && best.count * 4 > votes.length ? best.factor : undefined
}

function votesOf(
  trial: Trial,
  byWeights: boolean,
  head: number,
  query: number,
  range: HonestRange,
): Factor[] {
  const { keys, queries, valueWidth, queryHeads } = trial.lanes
  const { weights, output } = trial.answer
  const votes: Factor[] = []
  if (byWeights && weights) {
    for (let j = 0; j < keys; j++) {
      const returned = weights[(head * queries + query) * keys + j]
      if (range.state[j] !== State.Bounded || returned === 0 || !(range.low[j] > 0)) continue
      votes.push({ low: returned / range.high[j], high: returned / range.low[j] })
    }
    return votes
  }
  // One key alone is dropped, or multiplied.
  const used = usedOf(range)
  if (used.length !== 1 || !output) return votes
  const stride = trial.lanes.keyHeads * valueWidth
  const from = Math.floor((head * trial.lanes.keyHeads) / queryHeads) * valueWidth
  for (let c = 0; c < valueWidth; c++) {
    const v = trial.lanes.v[used[0] * stride + from + c]
    const returned = output[(query * queryHeads + head) * valueWidth + c]
    if (returned === 0 || v === 0 || !Number.isFinite(returned / v)) continue
    const ratio = returned / v
    votes.push({ low: ratio * (1 - 2 ** -20), high: ratio * (1 + 2 ** -20) })
  }
  return votes
}

export const usedOf = ({ low, high }: HonestRange) =>
  Array.from(low.keys()).filter((j) => low[j] !== 0 || high[j] !== 0)

export const times = (
  range: HonestRange,
  { low, high }: Factor,
  kept: (j: number) => boolean,
  into: HonestRange,
): HonestRange => {
  for (let j = 0; j < range.value.length; j++) {
    const keep = kept(j)
    into.state[j] = range.state[j]
    into.value[j] = keep ? (range.value[j] * (low + high)) / 2 : 0
    into.low[j] = keep ? Math.max(range.low[j], 0) * low * (1 - 2 ** -22) : 0
    into.high[j] = keep ? range.high[j] * high * (1 + 2 ** -22) : 0
  }
  return into
}

/** Whether the weights that were returned are those that some were dropped of; else only the output tells. */
export const tellWeights = (trials: readonly Trial[]): boolean =>
  trials.some(({ deviates }) => deviates.weights?.some((off) => off > 0))
