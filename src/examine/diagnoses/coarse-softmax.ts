import { State, type HonestRange } from '../honest-range.ts'
import { withChange, type Altered, type ScoredPlace } from './altered.ts'
import type { Mistake } from './mistake.ts'
import { roundedTo, type Coarse } from './rounding.ts'

/** Which steps of a softmax are rounded to a coarser format. */
interface Stages {
  readonly scores: boolean
  readonly shifted: boolean
  readonly exponentials: boolean
  readonly sum: 'float32' | 'rounded' | 'one by one' | 'backwards'
  readonly weights: boolean
}

const RELATIVE = 2 ** -20

/** The row that a softmax in a coarser format returns: each step rounds both ends of a range. */
function row(format: Coarse, stages: Stages, range: HonestRange, { scores }: ScoredPlace): void {
  const r = (yes: boolean, x: number) => (yes ? roundedTo(format, x) : x)
  const keys = range.value.length
  const [low, high] = [new Float64Array(keys), new Float64Array(keys)]
  const used: number[] = []
  let [mostLow, mostHigh] = [-Infinity, -Infinity]
  for (let j = 0; j < keys; j++) {
    if (scores!.allowed[j] === 0) continue
    used.push(j)
    low[j] = r(stages.scores, scores!.score[j] - scores!.error[j])
    high[j] = r(stages.scores, scores!.score[j] + scores!.error[j])
    mostLow = Math.max(mostLow, low[j])
    mostHigh = Math.max(mostHigh, high[j])
  }
  for (const j of used) {
    const rounding = stages.scores ? 0 : RELATIVE * (Math.abs(high[j]) + Math.abs(mostHigh)) * 2 ** -2
    const a = r(stages.shifted, Math.min(low[j] - mostHigh - rounding, 0))
    const b = r(stages.shifted, Math.min(high[j] - mostLow + rounding, 0))
    low[j] = r(stages.exponentials, Math.exp(a) * (1 - RELATIVE))
    high[j] = r(stages.exponentials, Math.min(Math.exp(b) * (1 + RELATIVE), 1))
  }
  const [a, b] = [summed(format, stages.sum, low, used, -1), summed(format, stages.sum, high, used, 1)]
  for (let j = 0; j < keys; j++) {
    const value = range.value[j]
    range.low[j] = range.high[j] = 0
    if (scores!.allowed[j] === 0) continue
    range.low[j] = r(stages.weights, (low[j] / b) * (1 - RELATIVE)) - 2 ** -126
    range.high[j] = r(stages.weights, (high[j] / a) * (1 + RELATIVE)) + 2 ** -126
    range.value[j] = Math.max(range.low[j], Math.min(range.high[j], value))
    if (range.state[j] === State.Bounded && !(a > 0)) range.state[j] = State.Unbounded
  }
}

function summed(
  format: Coarse,
  how: Stages['sum'],
  terms: Float64Array,
  used: readonly number[],
  side: number,
): number {
  let total = 0
  if (how === 'one by one' || how === 'backwards') {
    for (const j of how === 'backwards' ? [...used].reverse() : used)
      total = roundedTo(format, total + terms[j])
    return total
  }
  for (const j of used) total += terms[j]
  total *= 1 + (side * (used.length + 2)) / 2 ** 24
  return how === 'rounded' ? roundedTo(format, total) : total
}

const YES_NO = [false, true] as const

const STAGES: readonly Stages[] = YES_NO.flatMap((scores) =>
  YES_NO.flatMap((exponentials) =>
    (['float32', 'rounded', 'one by one', 'backwards'] as const).flatMap((sum) =>
      YES_NO.flatMap((weights) => YES_NO.map((shifted) => ({ scores, shifted, exponentials, sum, weights }))),
    ),
  ),
)

const coarse = (format: 'float16' | 'bfloat16'): Mistake => ({
  name: `softmax-in-${format}`,
  sentence: () => `The softmax is computed in ${format}, or steps of it are.`,
  kind: 'structure',
  *candidates({ precision, mechanism }) {
    if (precision !== 'float32' || mechanism !== 'softmax') return
    for (const stages of STAGES) {
      const steps = [
        stages.scores,
        stages.shifted,
        stages.exponentials,
        stages.sum !== 'float32',
        stages.weights,
      ]
      // One step alone has a name of its own.
      if (steps.filter(Boolean).length < 2) continue
      yield { alter: (altered) => staged(format, stages, altered) }
    }
  },
})

const staged = (format: Coarse, stages: Stages, altered: Altered): Altered =>
  withChange(altered, 'weights', (range, place) => {
    if (place.scores) row(format, stages, range, place)
  })

const sumOnly = (format: 'float16' | 'bfloat16'): Mistake => ({
  name: `exponentials-or-sum-in-${format}`,
  sentence: () => `The exponentials of the softmax, or their sum, are rounded to ${format}.`,
  kind: 'structure',
  *candidates({ precision, mechanism }) {
    if (precision !== 'float32' || mechanism !== 'softmax') return
    for (const stages of STAGES) {
      const { scores, shifted, exponentials, sum, weights } = stages
      if (scores || weights || Number(shifted) + Number(exponentials) + Number(sum !== 'float32') !== 1)
        continue
      yield { alter: (altered) => staged(format, stages, altered) }
    }
  },
})

/** A row whose normaliser alone is collected in a coarser format, one term after the other. */
export const summedInOrder = (
  format: 'float16' | 'bfloat16',
  backwards: boolean,
  range: HonestRange,
  place: ScoredPlace,
): void => {
  const sum = backwards ? 'backwards' : 'one by one'
  row(format, { scores: false, shifted: false, exponentials: false, sum, weights: false }, range, place)
}

/** Softmax in a coarser format, step by step. */
export const COARSE_SOFTMAX: readonly Mistake[] = (['bfloat16', 'float16'] as const).flatMap((format) => [
  coarse(format),
  sumOnly(format),
])
