import { down, up } from './rounding.ts'

/**
 * A lower limit on the rank of every [rows, cols] matrix in these enclosures, row-major: as many steps of Gaussian
 * elimination in intervals as find a pivot that is certainly not zero. Row operations leave the rank as it is, and that
 * many rows are independent then. What is NaN, or infinite, is no pivot.
 */
export function eliminatedRank(
  lower: Float32Array | Float64Array,
  upper: Float32Array | Float64Array,
  rows: number,
  cols: number,
): number {
  const lo = new Float64Array(lower)
  const hi = new Float64Array(upper)
  const used = new Uint8Array(rows)
  const gone = new Uint8Array(cols)
  for (let rank = 0; ; rank++) {
    const pivot = safest(lo, hi, used, gone)
    if (pivot < 0) return rank
    const row = Math.floor(pivot / cols)
    const col = pivot - row * cols
    used[row] = 1
    gone[col] = 1
    for (let other = 0; other < rows; other++)
      if (used[other] === 0) eliminate(lo, hi, row * cols, other * cols, col, gone)
  }
}

/** Where the entry is that is farthest from zero, in units of the largest in its row; -1 where none certainly is not zero. */
function safest(lo: Float64Array, hi: Float64Array, used: Uint8Array, gone: Uint8Array): number {
  const cols = gone.length
  let found = -1
  let best = 0
  for (let row = 0; row < used.length; row++) {
    if (used[row] === 1) continue
    let at = -1
    let away = 0
    let most = 0
    for (let col = 0, i = row * cols; col < cols; col++, i++) {
      if (gone[col] === 1) continue
      most = Math.max(most, hi[i], -lo[i])
      const least = Math.max(lo[i], -hi[i])
      if (least > away) {
        away = least
        at = i
      }
    }
    if (away / most > best) {
      best = away / most
      found = at
    }
  }
  return found
}

/** Takes a multiple of the row that begins at `pivot` from another one, so that its entry in column `col` would vanish. */
function eliminate(
  lo: Float64Array,
  hi: Float64Array,
  pivot: number,
  row: number,
  col: number,
  gone: Uint8Array,
): void {
  const c = lo[pivot + col]
  const d = hi[pivot + col]
  const e = lo[row + col]
  const f = hi[row + col]
  const least = down(Math.min(e / c, e / d, f / c, f / d))
  const most = up(Math.max(e / c, e / d, f / c, f / d))
  for (let j = 0; j < gone.length; j++) {
    if (gone[j] === 1) continue
    const x = lo[pivot + j]
    const y = hi[pivot + j]
    const largest = up(Math.max(least * x, least * y, most * x, most * y))
    const smallest = down(Math.min(least * x, least * y, most * x, most * y))
    lo[row + j] = down(lo[row + j] - largest)
    hi[row + j] = up(hi[row + j] - smallest)
  }
}
