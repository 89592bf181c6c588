import { exponentOff, type KernelRow } from '../kernel-row.ts'
import { State, type HonestRange } from '../honest-range.ts'
import { withChange, type Altered, type ScoredPlace } from './altered.ts'
import { mistake, type Mistake } from './mistake.ts'
import { NOT_FINITE } from './predicted-lane.ts'

/** What is subtracted from a row's scores before the exponential function, in place of the row's maximum. */
type Shift = (place: ScoredPlace) => number

/** The largest score of the row's allowed keys, and how far any of them may be off. */
export function largestScore({ scores }: ScoredPlace): { most: number; worst: number } {
  let [most, worst] = [-Infinity, 0]
  scores?.score.forEach((score, j) => {
    if (scores.allowed[j] === 0) return
    most = Math.max(most, score)
    worst = Math.max(worst, scores.error[j])
  })
  return { most, worst }
}

/** log of what is too large for a float32, and of what is too small for one that is not subnormal, or for any. */
const [OVERFLOW, SUBNORMAL, VANISHES] = [88.722839, -87.336544, -103.972077]

/**
 * The same numbers, as long as the shifted exponentials neither overflow nor vanish: NaN where they certainly do, anything
 * where they may.
 */
function shiftedBy(altered: Altered, shift: Shift): Altered {
  const row = (kernel: KernelRow, place: ScoredPlace) => {
    if (place.scores === undefined) return
    const { most, worst } = largestScore(place)
    const lost = altered.model.storage.underflow * Math.exp(Math.min(shift(place) - most + worst, 700))
    for (let j = 0; j < kernel.error.length; j++) if (kernel.size[j] > 0) kernel.error[j] += lost
    kernel.underflow += lost
    kernel.convex = false
  }
  const spoil = (range: HonestRange, place: ScoredPlace, weights: boolean) => {
    if (place.scores === undefined) return
    const { most, worst } = largestScore(place)
    const above = most - shift(place)
    const off = worst + exponentOff(altered.model.storage, Math.abs(most), Math.abs(shift(place)))
    if (above - off > OVERFLOW || above + off < VANISHES) {
      for (let i = 0; i < range.value.length; i++) {
        const s = place.scores
        const zero =
          weights && above > 0 && !(s.allowed[i] !== 0 && s.score[i] - shift(place) + s.error[i] > OVERFLOW)
        const sure = !weights || above < 0 || s.score[i] - shift(place) - s.error[i] - off > OVERFLOW
        if (range.state[i] === State.Undefined) continue
        range.state[i] = zero ? State.Bounded : sure ? NOT_FINITE : State.Unbounded
        if (zero) range.low[i] = range.high[i] = range.value[i] = 0
      }
    } else if (above + off + Math.log(place.lanes.keys) > OVERFLOW || above - off < SUBNORMAL) {
      range.state.fill(State.Unbounded)
    }
  }
  return withChange(
    withChange(withChange(altered, 'rows', row), 'output', (range, place) => spoil(range, place, false)),
    'weights',
    (range, place) => spoil(range, place, true),
  )
}

const shifted = (name: string, sentence: string, shift: Shift, masked = false): Mistake =>
  mistake(name, sentence, ({ mechanism, precision, mask }) =>
    mechanism === 'softmax' && precision !== 'float16' && !(masked && mask.kind === 'none')
      ? [(altered) => shiftedBy(altered, shift)]
      : [],
  )

const finiteMost = ({ scores }: ScoredPlace) =>
  scores!.score.reduce((most, s) => Math.max(most, s), -Infinity)

/** Rows that are shifted by something else than their maximum. */
export const SHIFTS: readonly Mistake[] = [
  shifted(
    'no-shift',
    'No maximum is subtracted before the exponential function, which overflows or vanishes.',
    () => 0,
  ),
  shifted(
    'shift-by-forbidden-keys',
    'The maximum that is subtracted is taken over forbidden keys too, so that all allowed ones may vanish.',
    finiteMost,
    true,
  ),
  shifted(
    'shift-by-minimum',
    'The minimum is subtracted before the exponential function, not the maximum.',
    ({ scores }) =>
      scores!.score.reduce(
        (least, s, j) => (scores!.allowed[j] !== 0 ? Math.min(least, s) : least),
        Infinity,
      ),
  ),
  shifted(
    'shift-by-mean',
    'The mean is subtracted before the exponential function, not the maximum.',
    ({ scores }) => {
      let [sum, count] = [0, 0]
      scores!.score.forEach((s, j) => {
        if (scores!.allowed[j] === 0) return
        sum += s
        count += 1
      })
      return sum / count
    },
  ),
]
