import { blankJudgement, recordMargin, type Judgement } from '../judgement.ts'
import type { Atom, Reading } from '../proposition.ts'
import { broadcastIndex, broadcastShapes, sizeOf } from '../shape.ts'
import { Truth } from '../truth.ts'
import type { DeviceReal } from './device-real.ts'
import { arrived, errorOf } from './arrived.ts'

export type Relation = 'less' | 'atMost' | 'equal'

/** a < b, a ≤ b or a = b, entry by entry, on the host: exactly for float32, with the bounds for the reals. */
export class Comparison implements Atom {
  readonly operands: readonly DeviceReal[]

  constructor(
    private readonly relation: Relation,
    private readonly left: DeviceReal,
    private readonly right: DeviceReal | number,
  ) {
    this.operands = typeof right === 'number' ? [left] : [left, right]
  }

  judge(reading: Reading): Judgement {
    const { left, right } = this
    const fixed = typeof right === 'number' ? right : undefined
    const other = typeof right === 'number' ? left : right
    const shape = fixed === undefined ? broadcastShapes(left.shape, other.shape) : left.shape
    const out = blankJudgement(Math.max(left.lanes, other.lanes), shape)
    const a = arrived(left)
    const b = arrived(other)
    const fromA = broadcastIndex(left.shape, shape)
    const fromB = broadcastIndex(other.shape, shape)
    const size = sizeOf(shape)
    const exact = reading === 'float32'
    const number = exact && fixed !== undefined ? Math.fround(fixed) : fixed
    for (let lane = 0; lane < out.lanes; lane++) {
      if (!left.x.says(lane)) continue
      const startA = left.lanes === 1 ? 0 : lane * sizeOf(left.shape)
      const startB = other.lanes === 1 ? 0 : lane * sizeOf(other.shape)
      for (let i = 0; i < size; i++) {
        const x = a[startA + fromA[i]]
        const y = number ?? b[startB + fromB[i]]
        if (exact) {
          out.truth[lane * size + i] = holds(this.relation, x, y) ? Truth.True : Truth.False
          continue
        }
        const margin = y - x
        const error =
          errorOf(left, lane, startA + fromA[i]) +
          (fixed === undefined ? errorOf(other, lane, startB + fromB[i]) : 0)
        out.truth[lane * size + i] = decide(this.relation, margin, error)
        recordMargin(out, lane, margin, error)
      }
    }
    return out
  }
}

function holds(relation: Relation, x: number, y: number): boolean {
  return relation === 'less' ? x < y : relation === 'atMost' ? x <= y : x === y
}

/** The truth of a relation from the difference of its sides and a bound on that difference's error. */
export function decide(relation: Relation, margin: number, error: number): Truth {
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
