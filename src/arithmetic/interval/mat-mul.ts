import { broadcastIndex, matMulShape, sizeOf } from '../../program/shape.ts'
import { blankEnclosures, commonLanes, settle, type Enclosures } from './enclosures.ts'
import { addDown, addUp, down, errorGrowth, ETA, sumError, up } from './rounding.ts'

/**
 * Where the operands and the result of one matrix product lie: A is rows × inner, B is inner × cols. The steps go
 * from one row, or one column, to the next, so that a transposed matrix is read where it is.
 */
interface Place {
  readonly rows: number
  readonly inner: number
  readonly cols: number
  readonly aRow: number
  readonly aCol: number
  readonly bRow: number
  readonly bCol: number
  a: number
  b: number
  out: number
}

const Wide = 0
const Thin = 1
const Float32 = 2

/** Whether a whole matrix is exact, and made of float32 numbers. */
function kindOf(lower: Float64Array, upper: Float64Array, start: number, end: number): number {
  let i = start
  while (i < end && lower[i] === upper[i] && Math.fround(lower[i]) === lower[i]) i++
  if (i === end) return Float32
  while (i < end && lower[i] === upper[i]) i++
  return i === end ? Thin : Wide
}

function every(values: Float64Array, start: number, end: number, holds: (value: number) => boolean): boolean {
  for (let i = start; i < end; i++) if (!holds(values[i])) return false
  return true
}

/**
 * Float32 numbers: their products are exact in float64, so only the sum rounds, and TwoSum finds each error.
 * The same bound as in `sum`.
 */
function multiplyFloat32(a: Enclosures, b: Enclosures, out: Enclosures, place: Place): void {
  const { rows, inner, cols, aRow, aCol, bRow, bCol } = place
  const growth = errorGrowth(inner)
  // One type for both, or the loop takes twice as long.
  const both = a.float32 !== undefined && b.float32 !== undefined
  const aLo = both ? a.float32 : a.lo
  const bLo = both ? b.float32 : b.lo
  let at = place.out
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) {
      let s = 0
      let errors = 0
      let magnitude = 0
      for (let k = 0, x = place.a + i * aRow, y = place.b + j * bCol; k < inner; k++, x += aCol, y += bRow) {
        const term = aLo[x] * bLo[y]
        const next = s + term
        const e = sumError(s, term, next)
        s = next
        errors += e
        magnitude += Math.abs(e)
      }
      if (magnitude === 0) {
        out.lo[at] = out.hi[at] = s
      } else {
        const slack = growth * magnitude + ETA
        out.lo[at] = addDown(s, down(errors - slack))
        out.hi[at] = addUp(s, up(errors + slack))
      }
    }
  }
}

/** Exact float64 numbers: the a-priori bound of `errorGrowth`; exact for integers that stay below 2^53. */
function multiplyThin(a: Enclosures, b: Enclosures, out: Enclosures, place: Place, integers: boolean): void {
  const { rows, inner, cols, aRow, aCol, bRow, bCol } = place
  const growth = errorGrowth(inner)
  const underflow = (inner + 1) * ETA
  const aLo = a.lo
  const bLo = b.lo
  let at = place.out
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) {
      let s = 0
      let magnitude = 0
      for (let k = 0, x = place.a + i * aRow, y = place.b + j * bCol; k < inner; k++, x += aCol, y += bRow) {
        const term = aLo[x] * bLo[y]
        s += term
        magnitude += Math.abs(term)
      }
      if (integers && magnitude < 2 ** 53) {
        out.lo[at] = out.hi[at] = s
      } else {
        const slack = growth * magnitude + underflow
        out.lo[at] = down(s - slack)
        out.hi[at] = up(s + slack)
      }
    }
  }
}

/** Intervals: the extreme products of every pair, summed under the same a-priori bound, each side with its own. */
function multiplyWide(
  a: Enclosures,
  b: Enclosures,
  out: Enclosures,
  place: Place,
  aSign: boolean,
  bSign: boolean,
) {
  const { rows, inner, cols, aRow, aCol, bRow, bCol } = place
  const growth = errorGrowth(inner)
  const underflow = (inner + 1) * ETA
  const aLo = a.lo
  const aHi = a.hi
  const bLo = b.lo
  const bHi = b.hi
  let at = place.out
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) {
      let lo = 0
      let hi = 0
      let loMagnitude = 0
      let hiMagnitude = 0
      for (let k = 0, x = place.a + i * aRow, y = place.b + j * bCol; k < inner; k++, x += aCol, y += bRow) {
        const al = aLo[x]
        const ah = aHi[x]
        const bl = bLo[y]
        const bh = bHi[y]
        let least: number
        let most: number
        if (aSign) {
          least = bl >= 0 ? al * bl : ah * bl
          most = bh >= 0 ? ah * bh : al * bh
        } else if (bSign) {
          least = al >= 0 ? al * bl : al * bh
          most = ah >= 0 ? ah * bh : ah * bl
        } else {
          const p = al * bl
          const q = al * bh
          const r = ah * bl
          const t = ah * bh
          least = Math.min(p, q, r, t)
          most = Math.max(p, q, r, t)
        }
        lo += least
        hi += most
        loMagnitude += Math.abs(least)
        hiMagnitude += Math.abs(most)
      }
      const lower = down(lo - (growth * loMagnitude + underflow))
      out.lo[at] = aSign && bSign ? Math.max(0, lower) : lower
      out.hi[at] = up(hi + (growth * hiMagnitude + underflow))
    }
  }
}

/** The matrix product over the last two axes; exact where no rounding error arises. */
export function matMul(a: Enclosures, b: Enclosures): Enclosures {
  const shape = matMulShape(a.shape, b.shape)
  const out = blankEnclosures(commonLanes(a.lanes, b.lanes), shape)
  const [rows, cols] = shape.slice(-2)
  const inner = a.shape[a.shape.length - 1]
  const stack = shape.slice(0, -2)
  const aIndex = broadcastIndex(a.shape.slice(0, -2), stack)
  const bIndex = broadcastIndex(b.shape.slice(0, -2), stack)
  const [aRow, aCol] = a.transposeOf ? [1, rows] : [inner, 1]
  const [bRow, bCol] = b.transposeOf ? [1, inner] : [cols, 1]
  const x = a.transposeOf ?? a
  const y = b.transposeOf ?? b
  const aKinds = kinds(x, rows * inner)
  const bKinds = kinds(y, inner * cols)
  const place: Place = { rows, inner, cols, aRow, aCol, bRow, bCol, a: 0, b: 0, out: 0 }
  for (let lane = 0; lane < out.lanes; lane++) {
    for (let matrix = 0; matrix < aIndex.length; matrix++, place.out += rows * cols) {
      const aAt = (a.lanes === 1 ? 0 : (lane * aKinds.length) / a.lanes) + aIndex[matrix]
      const bAt = (b.lanes === 1 ? 0 : (lane * bKinds.length) / b.lanes) + bIndex[matrix]
      place.a = aAt * rows * inner
      place.b = bAt * inner * cols
      multiply(x, y, out, place, Math.min(aKinds[aAt], bKinds[bAt]))
    }
  }
  return settle(out)
}

function kinds(x: Enclosures, matrixSize: number): Uint8Array {
  const out = new Uint8Array(x.lanes * sizeOf(x.shape.slice(0, -2)))
  // A NaN or an infinity makes its sums NaN, or their errors.
  if (x.float32) return out.fill(Float32)
  const { lo, hi } = x
  for (let i = 0; i < out.length; i++) out[i] = kindOf(lo, hi, i * matrixSize, (i + 1) * matrixSize)
  return out
}

function multiply(a: Enclosures, b: Enclosures, out: Enclosures, place: Place, kind: number): void {
  if (kind === Float32) return multiplyFloat32(a, b, out, place)
  const aEnd = place.a + place.rows * place.inner
  const bEnd = place.b + place.inner * place.cols
  if (kind === Thin) {
    const integers =
      every(a.lo, place.a, aEnd, Number.isInteger) && every(b.lo, place.b, bEnd, Number.isInteger)
    return multiplyThin(a, b, out, place, integers)
  }
  const nonNegative = (value: number) => value >= 0
  const aSign = every(a.lo, place.a, aEnd, nonNegative)
  const bSign = every(b.lo, place.b, bEnd, nonNegative)
  multiplyWide(a, b, out, place, aSign, bSign)
}
