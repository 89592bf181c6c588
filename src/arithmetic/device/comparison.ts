import { blankJudgement, recordMargin, recordWidth, type Judgement } from '../../program/judgement.ts'
import type { Reading } from '../../program/proposition.ts'
import { broadcastIndex, broadcastShapes, sizeOf, type Shape } from '../../program/shape.ts'
import type { Relation } from '../../program/statement.ts'
import { Truth } from '../../program/truth.ts'
import type { DeviceContext } from './context.ts'
import { DeviceArray } from './device-array.ts'
import { errorOf } from './errors.ts'

/** What is compared: a downloaded array, or a number as the program has it. */
export type Side = DeviceArray | { readonly lanes: 1; readonly shape: Shape; readonly number: number }

/** a < b, a ≤ b or a = b, entry by entry, on the host: exactly for float32, with the bounds for the reals. */
export function compareEntries(
  relation: Relation,
  left: Side,
  right: Side,
  reading: Reading,
  context: DeviceContext,
): Judgement {
  const shape = broadcastShapes(left.shape, right.shape)
  const out = blankJudgement(Math.max(left.lanes, right.lanes), shape)
  const exact = reading === 'float32'
  const [a, b] = [left, right].map((side) =>
    side instanceof DeviceArray
      ? side.values
      : Float64Array.of(exact ? Math.fround(side.number) : real(side.number)),
  )
  const fromA = broadcastIndex(left.shape, shape)
  const fromB = broadcastIndex(right.shape, shape)
  const size = sizeOf(shape)
  for (let lane = 0; lane < out.lanes; lane++) {
    if (!context.says(lane)) continue
    const startA = left.lanes === 1 ? 0 : lane * sizeOf(left.shape)
    const startB = right.lanes === 1 ? 0 : lane * sizeOf(right.shape)
    for (let i = 0; i < size; i++) {
      const atA = startA + fromA[i]
      const atB = startB + fromB[i]
      if (exact) {
        out.truth[lane * size + i] = compared(relation, a[atA], b[atB])
        continue
      }
      const margin = b[atB] - a[atA]
      const error = errorIn(left, lane, atA) + errorIn(right, lane, atB)
      out.truth[lane * size + i] = decide(relation, margin, error)
      recordMargin(out, lane, margin, error)
      // The error is inflated by more than this sum is rounded.
      if (out.truth[lane * size + i] === Truth.Consistent) recordWidth(out, lane, Math.abs(margin) + error)
    }
  }
  return out
}

/** What is infinite is no real number, and so may be anything. */
const real = (x: number): number => (Number.isFinite(x) ? x : NaN)

const errorIn = (side: Side, lane: number, at: number): number =>
  side instanceof DeviceArray ? errorOf(side, lane, at) : 0

/** What is no number compares as nothing: neither a relation nor its opposite is shown by it. */
function compared(relation: Relation, x: number, y: number): Truth {
  if (relation === 'less' ? x < y : relation === 'atMost' ? x <= y : x === y) return Truth.True
  return Number.isNaN(x) || Number.isNaN(y) ? Truth.Undecided : Truth.False
}

/** The truth of a relation from the difference of its sides and a bound on that difference's error. */
function decide(relation: Relation, margin: number, error: number): Truth {
  if (!(error < Infinity) || Number.isNaN(margin)) return Truth.Undecided
  if (relation === 'equal') {
    if (Math.abs(margin) > error) return Truth.False
    return error === 0 ? Truth.True : Truth.Consistent
  }
  if (margin > error) return Truth.True
  if (-margin > error) return Truth.False
  if (error === 0 && margin === 0) return relation === 'atMost' ? Truth.True : Truth.False
  return Truth.Undecided
}
