import { State, type HonestRange } from '../honest-range.ts'
import { modelOf } from '../model.ts'
import type { Declared } from '../declared.ts'
import { outputOfWeights } from './composed-ranges.ts'
import type { Explanation } from './explanation.ts'
import { niceNumbers } from './nice-number.ts'
import type { Mistake } from './mistake.ts'
import { explains } from './predicted-lane.ts'
import type { Trial } from './trial.ts'
import { emptyRange } from '../honest-range.ts'

import { factorOf, rowsOf, tellWeights, times, usedOf, type Factor } from './dropout-factor.ts'

/** Rows of more keys are too many subsets to try. */
const MOST_KEYS = 10

/** How many weights were dropped, of how many that can be told; undefined where a number contradicts dropout. */
interface Dropped {
  dropped: number
  of: number
  bounded: number
  loose: number
}

function droppedOf(declared: Declared, trials: readonly Trial[], factor: Factor): Dropped | undefined {
  const count = { dropped: 0, of: 0, bounded: 0, loose: 0 }
  const weightsTell = tellWeights(trials)
  for (const trial of trials) {
    const into = emptyRange(trial.lanes.keys)
    for (const { head, query, range } of rowsOf(declared, trial)) {
      const explained = weightsTell
        ? byWeights(declared, trial, head, query, range, factor, into, count)
        : bySubsets(declared, trial, head, query, range, factor, into, count)
      if (!explained) return undefined
    }
  }
  return count
}

function byWeights(
  declared: Declared,
  trial: Trial,
  head: number,
  query: number,
  range: HonestRange,
  factor: Factor,
  into: HonestRange,
  count: Dropped,
): boolean {
  const { keys, queries } = trial.lanes
  const returned = trial.answer.weights!.subarray(
    (head * queries + query) * keys,
    (head * queries + query + 1) * keys,
  )
  times(range, factor, () => true, into)
  for (let j = 0; j < keys; j++) {
    if (range.state[j] !== State.Bounded) {
      count.loose += 1
      continue
    }
    const dropped = returned[j] === 0
    if (!dropped && !(returned[j] >= into.low[j] && returned[j] <= into.high[j])) return false
    if (range.low[j] <= 2 ** -120) continue
    count.bounded += 1
    count.of += 1
    if (dropped) count.dropped += 1
    if (dropped) into.low[j] = into.high[j] = 0
  }
  if (!trial.answer.output) return true
  const { output, returned: numbers } = outputOf(declared, trial, head, query, into)
  return numbers.every((x, c) => explains(output, c, x))
}

/** What a row of weights gives, and what was returned there. */
function outputOf(
  declared: Declared,
  { lanes, answer }: Trial,
  head: number,
  query: number,
  weights: HonestRange,
) {
  const model = modelOf(declared)
  const { valueWidth, keyHeads, queryHeads } = lanes
  const output = emptyRange(valueWidth)
  outputOfWeights(model, weights, {
    values: Float64Array.from(lanes.v),
    from: model.keyHead(head, lanes) * valueWidth,
    stride: keyHeads * valueWidth,
    width: valueWidth,
    into: output,
    at: 0,
  })
  const at = (query * queryHeads + head) * valueWidth
  return { output, returned: answer.output!.subarray(at, at + valueWidth) }
}

/** Whether the output tells that a key was dropped. */
function matters(
  declared: Declared,
  { lanes }: Trial,
  head: number,
  range: HonestRange,
  output: HonestRange,
  key: number,
) {
  const from = (key * lanes.keyHeads + modelOf(declared).keyHead(head, lanes)) * lanes.valueWidth
  return output.value.some(
    (_, c) => range.low[key] * Math.abs(lanes.v[from + c]) > 8 * (output.high[c] - output.low[c]),
  )
}

function bySubsets(
  declared: Declared,
  trial: Trial,
  head: number,
  query: number,
  range: HonestRange,
  factor: Factor,
  into: HonestRange,
  count: Dropped,
): boolean {
  const { valueWidth } = trial.lanes
  const used = usedOf(range)
  if (used.length > MOST_KEYS || range.state.some((state) => state !== State.Bounded)) {
    count.loose += 1
    return true
  }
  for (let subset = 2 ** used.length - 1; subset >= 0; subset--) {
    times(range, factor, (j) => ((subset >> used.indexOf(j)) & 1) === 1 && used.includes(j), into)
    const { output, returned } = outputOf(declared, trial, head, query, into)
    if (!returned.every((x, c) => explains(output, c, x))) continue
    count.bounded += valueWidth
    used.forEach((j, i) => {
      if (!matters(declared, trial, head, range, output, j)) return
      count.of += 1
      if (((subset >> i) & 1) === 0) count.dropped += 1
    })
    return true
  }
  return false
}

const dropout: Mistake = {
  name: 'dropout-left-on',
  sentence: (rate) => `Dropout is on: each weight is 0 with probability ${rate}, the others are larger.`,
  kind: 'structure',
  candidates(declared, trials) {
    const factor = factorOf(declared, trials)
    if (factor === undefined) return []
    const rates = [1 - 1 / factor.low, 1 - 1 / factor.high]
    const [parameter] = niceNumbers(Math.min(...rates), Math.max(...rates))
    if (!(parameter > 0 && parameter < 1)) return []
    return [
      {
        parameter,
        alter: (altered) => altered,
        explain: (seen): Explanation | undefined => {
          const found = droppedOf(declared, seen, factor)
          if (found === undefined || found.dropped === 0) return undefined
          const deviation = Math.abs(found.dropped - parameter * found.of)
          // Six standard deviations of a binomial count: one in 10^9.
          if (deviation > 6 * Math.sqrt(found.of * parameter * (1 - parameter)) + 1) return undefined
          return { bounded: found.bounded, loose: 0, width: 0 }
        },
      },
    ]
  },
}

/** Weights that are dropped at random. */
export const DROPOUT: readonly Mistake[] = [dropout]
