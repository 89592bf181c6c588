import { blankJudgement, recordMargin, slack, type Judgement } from '../../program/judgement.ts'
import type { Reading } from '../../program/proposition.ts'
import { Truth } from '../../program/truth.ts'
import type { EntryEnclosures } from './entry-enclosures.ts'
import { CertainRows } from './certain-rows.ts'
import type { DeviceArray } from './device-array.ts'
import { DoubtfulRows, type Tightest } from './doubtful-rows.ts'
import { errorsInRow } from './errors.ts'
import { RowSorter } from '../numbers/row-sorter.ts'
import { sizeOf } from '../../program/shape.ts'
import type { InLane } from './whole-lanes.ts'

/**
 * Whether two arrays order the entries of each row alike, in both readings. Both are on the host, where one sort by the
 * first leaves only neighbours to compare.
 *
 * @param leftEntries how a few entries of the first array are enclosed without the others, where that can be done
 * @param alsoReturned whether anybody asks what the returned numbers say
 * @param areWhole whether the entries of the first array are whole numbers in a lane, where those of the second are equal
 *   in truth wherever they are
 */
export function compareOrder(
  left: DeviceArray,
  right: DeviceArray,
  leftEntries: EntryEnclosures | undefined,
  rightEntries: EntryEnclosures | undefined,
  alsoReturned = true,
  areWhole: InLane = () => false,
): Record<Reading, Judgement> {
  const lanes = Math.max(left.lanes, right.lanes)
  const n = left.shape.at(-1)!
  const rows = sizeOf(left.shape.slice(0, -1))
  const reals = blankJudgement(lanes, left.shape.slice(0, -1))
  const float32 = blankJudgement(lanes, left.shape.slice(0, -1))
  const s = left.values
  const p = right.values
  const bits = new Int32Array(s.buffer, s.byteOffset, s.length)
  const sorted = new RowSorter(n)
  const { order } = sorted
  const scores = new SortedRow(left)
  const weights = new SortedRow(right)
  const certain = CertainRows.of(left, right)
  const doubtful = leftEntries && rightEntries && new DoubtfulRows(left, right, leftEntries, rightEntries)
  for (let lane = 0; lane < lanes; lane++) {
    if (!left.context.says(lane)) continue
    const neverRises = !alsoReturned && n > 1 && (isFlat(left, lane) || isFlat(right, lane))
    for (let row = 0; row < rows; row++) {
      const at = lane * rows + row
      const start = ((left.lanes === 1 ? 0 : lane) * rows + row) * n
      if (neverRises && !isLevel(s, start, n)) continue
      if (certain?.has(at)) {
        float32.truth[at] = Truth.True
        reals.truth[at] = Truth.True
        recordMargin(reals, lane, certain.margin, certain.bound)
        continue
      }
      if (!certain?.orderOf(at, order)) sorted.sort(bits, start)
      scores.take(s, lane, start, order)
      weights.take(p, lane, ((right.lanes === 1 ? 0 : lane) * rows + row) * n, order)
      float32.truth[at] = sameExactOrder(scores.values, weights.values)
      const mayTie = !left.bound.inRow && hasTie(scores.values) && areWhole(lane)
      const { truth, places, all, apart } = sameTrueOrder(scores, weights, mayTie)
      reals.truth[at] = truth
      const kept = truth === Truth.Undecided && doubtful?.keep({ lane, row, places, all, apart }, order)
      if (!kept) recordMargin(reals, lane, all.margin, all.bound)
    }
  }
  doubtful?.decide(reals)
  return { reals, float32 }
}

/** Whether all entries of a row are equal. */
function isLevel(values: Float32Array, start: number, n: number): boolean {
  for (let i = start + 1; i < start + n; i++) if (values[i] !== values[start]) return false
  return true
}

/** Whether two of some sorted numbers are equal. */
function hasTie(sorted: Float64Array): boolean {
  for (let k = 1; k < sorted.length; k++) if (sorted[k] === sorted[k - 1]) return true
  return false
}

/** Whether no two entries of a row can be certainly apart, since all are as near to each other as their errors allow. */
function isFlat(array: DeviceArray, lane: number): boolean {
  const { bound, context } = array
  const at = array.slot(lane)
  const { abs } = bound.inRow ?? bound
  return !context.hasErrors && bound.hi[at] - bound.lo[at] <= 2 * abs[at]
}

/** A row in the order of the scores, with a bound on the error of each entry. */
class SortedRow {
  readonly values: Float64Array
  readonly errors: Float64Array

  constructor(private readonly source: DeviceArray) {
    const n = source.shape.at(-1)!
    this.values = new Float64Array(n)
    this.errors = new Float64Array(n)
  }

  take(from: Float32Array, lane: number, start: number, order: Uint32Array): void {
    const { values, errors } = this
    for (let k = 0; k < values.length; k++) values[k] = from[start + order[k]]!
    errorsInRow(this.source, lane, start, order, values, errors)
  }
}

/** Of numbers sorted by score: neighbours tied in both, or rising in both. Where one is a NaN nothing is shown. */
function sameExactOrder(scores: Float64Array, weights: Float64Array): Truth {
  for (let k = 1; k < scores.length; k++) {
    const tied = scores[k - 1] === scores[k] && weights[k - 1] === weights[k]
    if (!tied && !(scores[k - 1] < scores[k] && weights[k - 1] < weights[k]))
      return areNumbers(scores, weights) ? Truth.False : Truth.Undecided
  }
  // Each pair of neighbours was compared; a number by itself was not.
  return scores.length > 1 || areNumbers(scores, weights) ? Truth.True : Truth.Undecided
}

const areNumbers = (scores: Float64Array, weights: Float64Array): boolean =>
  !scores.some(Number.isNaN) && !weights.some(Number.isNaN)

/**
 * Of numbers sorted by computed score: true when each pair of neighbours certainly rises in both, or is certainly level in
 * both, false when some pair certainly rises in one and falls in the other. Else `places` are those of neighbours that leave
 * it open, and the next ones on either side. `all` and `apart` as in `OpenRow`.
 *
 * @param ofWhole whether all true scores are whole numbers, and true weights equal where these are
 */
function sameTrueOrder(
  scores: SortedRow,
  weights: SortedRow,
  ofWhole: boolean,
): { truth: Truth; places: number[]; all: Tightest; apart: Tightest } {
  const { values: s, errors: sError } = scores
  const { values: p, errors: pError } = weights
  const places: number[] = []
  // A row of one entry is in the order of any other, if both exist.
  const exists = s.length !== 1 || (sError[0] < Infinity && pError[0] < Infinity)
  let truth: Truth = exists ? Truth.True : Truth.Undecided
  // One by one: numbers out of an array pattern are put on the heap each time that they change.
  let all = 0
  let least = Infinity
  let apart = 0
  let leastApart = Infinity
  for (let k = 1; k < s.length; k++) {
    const gap = p[k] - p[k - 1]
    const error = pError[k] + pError[k - 1]
    const distance = slack(gap, error)
    if (distance < least) {
      least = distance
      all = k
    }
    // Whole numbers that are off by less than a half from one and the same number are equal.
    if (ofWhole && s[k] === s[k - 1] && Math.max(sError[k], sError[k - 1]) < 0.5 && error < Infinity) continue
    const rises = s[k] - s[k - 1] > sError[k] + sError[k - 1]
    if (rises && gap > error) {
      if (distance < leastApart) {
        leastApart = distance
        apart = k
      }
      continue
    }
    if (rises && -gap > error) {
      truth = Truth.False
      break
    }
    truth = Truth.Undecided
    for (let place = Math.max(k - 2, (places.at(-1) ?? -1) + 1); place <= k + 1 && place < s.length; place++)
      places.push(place)
  }
  return { truth, places, all: below(weights, all), apart: below(weights, apart) }
}

/** Between an entry and the one before it. */
function below({ values, errors }: SortedRow, k: number): Tightest {
  if (k === 0) return { margin: NaN, bound: NaN }
  return { margin: values[k] - values[k - 1], bound: errors[k] + errors[k - 1] }
}
