import { Matrix, SVD } from 'ml-matrix'
import { bareissRank } from './bareiss.ts'
import { middle } from './comparison.ts'
import { exactEnclosures, type Enclosures } from './enclosures.ts'
import { eliminatedRank } from './eliminated-rank.ts'
import { matMul } from './mat-mul.ts'
import { rankLimits } from './rank-limits.ts'
import { addUp } from './rounding.ts'
import type { Structured } from './structure.ts'

/** Up to this extent, elimination of exact entries is faster than a singular value decomposition. */
const ELIMINATED_AT_ONCE = 16

/** Limits on the rank in each lane. */
export interface RankLimits {
  readonly lanes: number
  readonly lower: Int32Array
  readonly upper: Int32Array
}

/**
 * The certified rank of the [n, m] matrix in each lane. From above: the extents, the structure, and for exact
 * entries fraction-free elimination. From below: elimination in intervals, and where that falls short fraction-free
 * elimination too, or an approximate inverse (see `certifiedLowerRank`). A lane that holds "anything" has only 0 and min(n, m).
 *
 * @throws {Error} when the limits contradict each other, which is a defect of this program.
 */
export function certifiedRank(x: Structured): RankLimits {
  const [rows, cols] = x.shape
  const lower = new Int32Array(x.lanes)
  const upper = new Int32Array(x.lanes).fill(Math.min(rows, cols))
  const limits = rankLimits(x)
  const size = rows * cols
  for (let lane = 0; lane < x.lanes; lane++) {
    const lo = x.lo.subarray(lane * size, (lane + 1) * size)
    const hi = x.hi.subarray(lane * size, (lane + 1) * size)
    if (lo.some(Number.isNaN)) continue
    upper[lane] = limits[lane]
    const exact = lo.every((value, i) => value === hi[i])
    lower[lane] = eliminatedRank(lo, hi, rows, cols)
    const small = Math.min(rows, cols) <= ELIMINATED_AT_ONCE
    if (lower[lane] < upper[lane] && !(exact && small))
      lower[lane] = Math.max(lower[lane], certifiedLowerRank({ lanes: 1, shape: x.shape, lo, hi }))
    if (exact && lower[lane] < upper[lane]) {
      const rank = bareissRank(lo, rows, cols)
      demandOrder(lower[lane], rank, lane)
      demandOrder(rank, upper[lane], lane)
      lower[lane] = upper[lane] = rank
    }
    demandOrder(lower[lane], upper[lane], lane)
  }
  return { lanes: x.lanes, lower, upper }
}

function demandOrder(least: number, most: number, lane: number): void {
  if (least > most) {
    throw new Error(
      `a defect of the interval tier: the rank in lane ${lane} is certified ≥ ${least} and ≤ ${most}`,
    )
  }
}

/**
 * A certified lower limit on the rank of every matrix in these enclosures ([n, m], one lane, no NaN).
 *
 * Whatever X and Y are, ‖I - XAY‖ < 1 makes XAY regular, so rank A is at least its order. X = S⁻¹Uᵀ and Y = V come
 * from a singular value decomposition of the middle that nobody has to trust; the product is evaluated in
 * intervals, and its largest leading block of small enough row sums is taken.
 */
export function certifiedLowerRank(a: Enclosures): number {
  const [rows, cols] = a.shape
  const middles = a.lo.map((lo, i) => middle(lo, a.hi[i]))
  const largest = middles.reduce((m, v) => Math.max(m, Math.abs(v)), 0)
  if (!(largest > 0 && largest < Infinity)) return 0
  const scale = 2 ** -Math.floor(Math.log2(largest))
  if (!(scale > 0 && scale < Infinity)) return 0
  const svd = new SVD(
    Matrix.from1DArray(
      rows,
      cols,
      Array.from(middles, (v) => v * scale),
    ),
    { autoTranspose: true },
  )
  const order = svd.diagonal.filter((s) => s > 0).length
  if (order === 0) return 0
  const { leftSingularVectors: u, rightSingularVectors: v, diagonal } = svd
  const x = matrix(order, rows, (i, j) => (u.get(j, i) / diagonal[i]) * scale)
  const y = matrix(cols, order, (i, j) => v.get(i, j))
  return leadingRegularBlock(matMul(matMul(x, a), y), order)
}

function matrix(rows: number, cols: number, entry: (i: number, j: number) => number): Enclosures {
  const values = new Float64Array(rows * cols)
  for (let i = 0; i < values.length; i++) values[i] = entry(Math.floor(i / cols), i % cols)
  return exactEnclosures(1, [rows, cols], values)
}

/** The largest r for which the leading r × r block W has ‖I - W‖∞ < 1. */
function leadingRegularBlock(w: Enclosures, order: number): number {
  const sums = new Float64Array(order)
  let found = 0
  for (let r = 1; r <= order; r++) {
    for (let i = 0; i < r; i++) {
      const from = i === r - 1 ? 0 : r - 1
      for (let j = from; j < r; j++) sums[i] = addUp(sums[i], distanceFromIdentity(w, order, i, j))
    }
    if (sums.subarray(0, r).every((sum) => sum < 1)) found = r
  }
  return found
}

function distanceFromIdentity(w: Enclosures, order: number, i: number, j: number): number {
  const target = i === j ? 1 : 0
  const at = i * order + j
  return Math.max(addUp(target, -w.lo[at]), addUp(w.hi[at], -target))
}
