import { blankJudgement, recordMargin, slack, type Judgement } from '../judgement.ts'
import type { Atom, Reading } from '../proposition.ts'
import { Truth } from '../truth.ts'
import { arrived, errorsInRow } from './arrived.ts'
import { CertainRows } from './certain-rows.ts'
import type { DeviceReal } from './device-real.ts'
import { RowOrder } from '../row-order.ts'
import { sizeOf } from '../shape.ts'

/**
 * Whether two arrays order the entries of each row alike. Both are brought to the host, where one sort by the
 * first leaves only neighbours to compare.
 */
export class SameOrder implements Atom {
  readonly operands: readonly DeviceReal[]
  /** Both readings come out of one pass over the sorted rows. */
  private judged: Record<Reading, Judgement> | undefined

  /** @throws {RangeError} when the shapes differ. */
  constructor(
    private readonly left: DeviceReal,
    private readonly right: DeviceReal,
  ) {
    if (left.shape.join() !== right.shape.join() || left.shape.length === 0) {
      throw new RangeError(
        `sameOrder needs two arrays of one shape, got [${left.shape.join(', ')}] and [${right.shape.join(', ')}]`,
      )
    }
    this.operands = [left, right]
  }

  judge(reading: Reading): Judgement {
    return (this.judged ??= this.judgeBoth())[reading]
  }

  private judgeBoth(): Record<Reading, Judgement> {
    const { left, right } = this
    const lanes = Math.max(left.lanes, right.lanes)
    const n = left.shape.at(-1)!
    const rows = sizeOf(left.shape) / n
    const reals = blankJudgement(lanes, left.shape.slice(0, -1))
    const float32 = blankJudgement(lanes, left.shape.slice(0, -1))
    const s = arrived(left)
    const p = arrived(right)
    const bits = new Int32Array(s.buffer, s.byteOffset, s.length)
    const sorted = new RowOrder(n)
    const { order } = sorted
    const scores = new SortedRow(left, n)
    const weights = new SortedRow(right, n)
    const certain = CertainRows.of(left, right)
    for (let lane = 0; lane < lanes; lane++) {
      if (!left.x.says(lane)) continue
      for (let row = 0; row < rows; row++) {
        if (certain?.has(lane * rows + row)) {
          float32.truth[lane * rows + row] = Truth.True
          reals.truth[lane * rows + row] = Truth.True
          recordMargin(reals, lane, certain.margin, certain.bound)
          continue
        }
        const a = ((left.lanes === 1 ? 0 : lane) * rows + row) * n
        const b = ((right.lanes === 1 ? 0 : lane) * rows + row) * n
        sorted.sort(bits, a)
        scores.take(s, lane, a, order)
        weights.take(p, lane, b, order)
        float32.truth[lane * rows + row] = sameExactOrder(scores.values, weights.values)
        reals.truth[lane * rows + row] = sameTrueOrder(reals, lane, scores, weights)
      }
    }
    return { reals, float32 }
  }
}

/** A row in the order of the scores, with a bound on the error of each entry. */
class SortedRow {
  readonly values: Float64Array
  readonly errors: Float64Array

  constructor(
    private readonly source: DeviceReal,
    n: number,
  ) {
    this.values = new Float64Array(n)
    this.errors = new Float64Array(n)
  }

  take(from: Float32Array, lane: number, start: number, order: Uint32Array): void {
    const { values, errors } = this
    for (let k = 0; k < values.length; k++) values[k] = from[start + order[k]!]!
    errorsInRow(this.source, lane, start, order, values, errors)
  }
}

/** Of numbers sorted by score: neighbours tied in both, or rising in both. A NaN is in no order. */
function sameExactOrder(scores: Float64Array, weights: Float64Array): Truth {
  for (let k = 1; k < scores.length; k++) {
    const tied = scores[k - 1] === scores[k] && weights[k - 1] === weights[k]
    if (!tied && !(scores[k - 1]! < scores[k]! && weights[k - 1]! < weights[k]!)) return Truth.False
  }
  return Truth.True
}

/**
 * Of numbers sorted by computed score: true when all neighbours certainly rise in both, false when some pair of
 * neighbours certainly rises in one and falls in the other. Pairs further apart are left to the next tier.
 */
function sameTrueOrder(out: Judgement, lane: number, scores: SortedRow, weights: SortedRow): Truth {
  const { values: s, errors: sError } = scores
  const { values: p, errors: pError } = weights
  let truth: Truth = Truth.True
  let tightest = 0
  let least = Infinity
  for (let k = 1; k < s.length; k++) {
    const gap = p[k]! - p[k - 1]!
    const error = pError[k]! + pError[k - 1]!
    const distance = slack(gap, error)
    if (distance < least) {
      least = distance
      tightest = k
    }
    const rises = s[k]! - s[k - 1]! > sError[k]! + sError[k - 1]!
    if (rises && -gap > error) {
      truth = Truth.False
      break
    }
    if (!rises || !(gap > error)) truth = Truth.Undecided
  }
  if (tightest > 0)
    recordMargin(out, lane, p[tightest]! - p[tightest - 1]!, pError[tightest]! + pError[tightest - 1]!)
  return truth
}
