import { FORMATS } from '../format.ts'
import type { ScoreRow } from '../kernel-row.ts'
import { withChange } from './altered.ts'
import { readOff } from './fit.ts'
import type { Candidate, Mistake } from './mistake.ts'

/** What is added to a forbidden score in place of -∞, or put in its stead. */
const PENALTIES: readonly number[] = [
  -1e4,
  -1e9,
  -65504,
  -FORMATS.float32.largest,
  -FORMATS.bfloat16.largest,
  -1e3,
  -100,
  -50,
  -20,
  -10,
  -1,
  -1e5,
  -1e6,
  -1e7,
  -1e8,
  -1e10,
  -1e12,
  -1e15,
  -1e18,
  -1e20,
  -1e30,
  -1e37,
  -1e38,
  -3e38,
  -32768,
  -32767,
  -65500,
  -65535,
  -5e4,
  -3e4,
  -6e4,
  -2e4,
  -9999,
  -999,
  -10001,
  -(2 ** 15),
  -(2 ** 31),
  -(2 ** 30),
]

/** Float32's own rounding, of an interval. */
function rounded(row: ScoreRow, j: number, penalty: number): void {
  const low = Math.fround(row.score[j] - row.error[j] + penalty)
  const high = Math.fround(row.score[j] + row.error[j] + penalty)
  row.score[j] = (low + high) / 2
  row.error[j] = (high - low) / 2
}

const added = (penalty: number, wide: boolean) => (row: ScoreRow) => {
  for (let j = 0; j < row.score.length; j++) {
    if (row.allowed[j] !== 0) continue
    row.allowed[j] = 1
    if (!wide) rounded(row, j, penalty)
    else {
      row.error[j] += 4 * FORMATS.float32.theta * (Math.abs(row.score[j]) + Math.abs(penalty))
      row.score[j] += penalty
    }
    if (!(Math.abs(row.score[j]) < 1e38)) forbidAgain(row, j)
  }
}

/** A score that overflows to -∞ together with its penalty, or that is not finite. */
function forbidAgain(row: ScoreRow, j: number): void {
  if (row.score[j] < 0) {
    // So far below any other score of finite inputs that its weight is 0 whether it overflows or not.
    const least = row.score.reduce((most, s, i) => (row.allowed[i] !== 0 && s > most ? s : most), -Infinity)
    if (least > -1e37) {
      row.allowed[j] = 1
      row.score[j] = -1e38
      row.error[j] = 0
      return
    }
  }
  row.mayOverflow = true
}

const replaced = (penalty: number) => (row: ScoreRow) => {
  for (let j = 0; j < row.score.length; j++) {
    if (row.allowed[j] !== 0) continue
    row.allowed[j] = 1
    row.score[j] = penalty
    row.error[j] = 0
  }
}

const ADDED = 'Forbidden keys get the finite number # added to their scores in place of -∞.'

/** Forbidden keys get a large negative score, which is not small enough beside scores of its size. */
const finitePenalty: Mistake = {
  name: 'finite-mask-penalty',
  sentence: (penalty) => ADDED.replace('#', String(penalty)),
  kind: 'structure',
  *candidates({ mechanism, mask }, trials) {
    if (mechanism !== 'softmax' || mask.kind === 'none') return
    for (const wide of [false, true])
      for (const parameter of PENALTIES) yield candidate(parameter, added(parameter, wide))
    // Added before the scale is applied.
    const widths = new Set(trials.map(({ lanes }) => lanes.width))
    for (const parameter of PENALTIES)
      for (const wide of [false, true])
        if (widths.size > 0)
          yield {
            parameter,
            alter: (altered) =>
              withChange(altered, 'scores', (row, { lanes }) =>
                added(parameter * altered.model.scale(lanes.width, lanes), wide)(row),
              ),
          }
  },
}

const candidate = (parameter: number, change: (row: ScoreRow) => void): Candidate => ({
  parameter,
  alter: (altered) => withChange(altered, 'scores', change),
})

const readPenalty = readOff(
  'finite-mask-penalty',
  ADDED,
  ({ mechanism, mask }) => mechanism === 'softmax' && mask.kind !== 'none',
  Array.from({ length: 89 }, (_, i) => -(10 ** (i / 8 - 1))),
  (penalty) => candidate(penalty, added(penalty, true)).alter,
)

const finiteScore: Mistake = {
  name: 'finite-masked-score',
  sentence: (penalty) =>
    `Scores of forbidden keys are replaced by the finite number ${penalty} in place of -∞.`,
  kind: 'structure',
  *candidates({ mechanism, mask }) {
    if (mechanism !== 'softmax' || mask.kind === 'none') return
    for (const parameter of PENALTIES) yield candidate(parameter, replaced(parameter))
  },
}

const maskedScoresZero: Mistake = {
  name: 'masked-scores-zero',
  sentence: () =>
    'Scores of forbidden keys are multiplied by 0 before the softmax, so that these keys still have a weight.',
  kind: 'structure',
  candidates: ({ mechanism, mask }) =>
    mechanism !== 'softmax' || mask.kind === 'none'
      ? []
      : [{ alter: (altered) => withChange(altered, 'scores', replaced(0)) }],
}

export const PENALISED: readonly Mistake[] = [finitePenalty, readPenalty, finiteScore, maskedScoresZero]
