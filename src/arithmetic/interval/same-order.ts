import { blankJudgement, recordMargin, type Judgement } from '../../program/judgement.ts'
import { sizeOf } from '../../program/shape.ts'
import { RowSorter } from '../numbers/row-sorter.ts'
import { Truth } from '../../program/truth.ts'
import { middle } from './comparison.ts'
import { commonLanes, type Enclosures } from './enclosures.ts'
import { surelyEqual, type Structured } from './structure.ts'

/**
 * x_i < x_j exactly when y_i < y_j, for all i and j of a row (the last axis). After sorting by the middles of x,
 * neighbours decide: if each step certainly rises in both, or is certainly level in both, then by transitivity all
 * pairs agree. Only where some step is not certain are all pairs compared.
 *
 * The margin is the smallest step of y between neighbours.
 */
export function compareOrder(x: Structured, y: Structured): Judgement {
  const lanes = commonLanes(x.lanes, y.lanes)
  const shape = x.shape.slice(0, -1)
  const length = x.shape[x.shape.length - 1]
  const rows = sizeOf(shape)
  const out = blankJudgement(lanes, shape)
  const sorter = new MiddleOrder(length)
  for (let lane = 0; lane < lanes; lane++) {
    for (let row = 0; row < rows; row++) {
      const order = sorter.sort(x, (x.lanes === 1 ? 0 : lane * rows * length) + row * length)
      out.truth[lane * rows + row] = judgeRow(x, y, lane, row * length, order, out)
    }
  }
  return out
}

/** Sorts rows by the middles of their enclosures. */
class MiddleOrder {
  private readonly middles: Float64Array
  private readonly rounded: Float32Array
  private readonly bits: Int32Array
  private readonly row: RowSorter

  constructor(length: number) {
    this.middles = new Float64Array(length)
    this.rounded = new Float32Array(length)
    this.bits = new Int32Array(this.rounded.buffer)
    this.row = new RowSorter(length)
  }

  /** The numbers of the row's entries in ascending order of their middles. */
  sort(x: Enclosures, start: number): Uint32Array {
    const { middles, rounded, bits, row } = this
    const { lo, hi } = x
    for (let i = 0; i < middles.length; i++) rounded[i] = middles[i] = middle(lo[start + i], hi[start + i])
    row.sort(bits, 0)
    const { order } = row
    // Float32 leaves few out of order, and those near their places.
    for (let i = 1; i < order.length; i++) {
      const entry = order[i]
      const value = middles[entry]
      let at = i
      for (; at > 0 && middles[order[at - 1]] > value; at--) order[at] = order[at - 1]
      order[at] = entry
    }
    return order
  }
}

function judgeRow(
  x: Structured,
  y: Structured,
  lane: number,
  start: number,
  order: Uint32Array,
  out: Judgement,
): Truth {
  const size = sizeOf(x.shape)
  const xAt = (x.lanes === 1 ? 0 : lane * size) + start
  const yAt = (y.lanes === 1 ? 0 : lane * size) + start
  let settled = true
  for (let k = 1; k < order.length; k++) {
    const i = order[k - 1]
    const j = order[k]
    const iLo = y.lo[yAt + i]
    const iHi = y.hi[yAt + i]
    const jLo = y.lo[yAt + j]
    const jHi = y.hi[yAt + j]
    recordMargin(out, lane, middle(jLo, jHi) - middle(iLo, iHi), (jHi - jLo) / 2 + (iHi - iLo) / 2)
    if (!settled) continue
    const rises = x.hi[xAt + i] < x.lo[xAt + j] && iHi < jLo
    settled =
      rises || (surelyEqual(x, lane, start + i, start + j) && surelyEqual(y, lane, start + i, start + j))
  }
  if (settled)
    return rowExists(x, xAt, order.length) && rowExists(y, yAt, order.length) ? Truth.True : Truth.Undecided
  return contradicted(x, y, lane, start, xAt, yAt, order.length) ? Truth.False : Truth.Undecided
}

function rowExists(x: Structured, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) if (Number.isNaN(x.lo[i])) return false
  return true
}

/** Some pair certainly stands in one strict order on one side and certainly not in it on the other. */
function contradicted(
  x: Structured,
  y: Structured,
  lane: number,
  start: number,
  xAt: number,
  yAt: number,
  length: number,
): boolean {
  const certainlyBelow = (z: Structured, at: number, i: number, j: number) => z.hi[at + i] < z.lo[at + j]
  const certainlyNotBelow = (z: Structured, at: number, i: number, j: number) =>
    z.lo[at + i] >= z.hi[at + j] || surelyEqual(z, lane, start + i, start + j)
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < length; j++) {
      if (certainlyBelow(x, xAt, i, j) && certainlyNotBelow(y, yAt, i, j)) return true
      if (certainlyBelow(y, yAt, i, j) && certainlyNotBelow(x, xAt, i, j)) return true
    }
  }
  return false
}
