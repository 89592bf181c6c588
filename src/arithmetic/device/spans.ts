import type { Spans } from '../case.ts'
import { kernels } from '../simd/kernels.ts'

/** The spans of float32 numbers that are exact, as inputs are. `width` is the extent of the last axis. */
export function spansOf(data: Float32Array, lanes: number, width: number): Spans {
  const out = { lo: new Float64Array(lanes), hi: new Float64Array(lanes), norm: new Float64Array(lanes) }
  if (!spansInVectors(data, width, out)) spansOneByOne(data, width, out)
  return out
}

/** The relative slack covers the float64 rounding of the sum of squares, the absolute one its underflow. */
const slackOf = (width: number) => ({ relative: 1 + width * 2 ** -51, absolute: width * 2 ** -500 })

/** What `spansOf` is, in plain words. */
export function spansOneByOne(data: Float32Array, width: number, out: Spans): void {
  const lanes = out.norm.length
  const size = data.length / lanes
  const { relative, absolute } = slackOf(width)
  for (let lane = 0; lane < lanes; lane++) {
    let lo = Infinity
    let hi = -Infinity
    let largest = 0
    for (let i = lane * size; i < (lane + 1) * size; i += width) {
      // Two sums, so that no addition waits for the one before it.
      let evens = 0
      let odds = 0
      const end = i + width
      let j = i
      for (; j + 1 < end; j += 2) {
        const v = data[j]!
        const w = data[j + 1]!
        evens += v * v
        odds += w * w
        lo = Math.min(lo, v, w)
        hi = Math.max(hi, v, w)
      }
      if (j < end) {
        const v = data[j]!
        evens += v * v
        lo = Math.min(lo, v)
        hi = Math.max(hi, v)
      }
      largest = Math.max(largest, evens + odds)
    }
    out.lo[lane] = lo
    out.hi[lane] = hi
    out.norm[lane] = Math.sqrt(largest) * relative + absolute
  }
}

/**
 * The same in a quarter of the time, where vectors are of whole fours and a lane fits into the kernels' memory.
 *
 * @returns whether it could be done
 */
function spansInVectors(data: Float32Array, width: number, out: Spans): boolean {
  const simd = kernels()
  const lanes = out.norm.length
  const size = data.length / lanes
  const lanesAtOnce = simd ? Math.floor(simd.memory.byteLength / (4 * size + 24)) : 0
  if (!simd || width % 4 !== 0 || lanesAtOnce === 0) return false
  const { relative, absolute } = slackOf(width)
  const start = 4 * size * lanesAtOnce
  const numbers = new Float32Array(simd.memory)
  const found = new Float64Array(simd.memory, start)
  for (let from = 0; from < lanes; from += lanesAtOnce) {
    const to = Math.min(lanes, from + lanesAtOnce)
    numbers.set(data.subarray(from * size, to * size))
    simd.spans(0, 4 * size * (to - from), 4 * size, 4 * width, start, relative, absolute)
    for (let lane = from, at = 0; lane < to; lane++, at += 3) {
      out.lo[lane] = found[at]!
      out.hi[lane] = found[at + 1]!
      out.norm[lane] = found[at + 2]!
    }
  }
  return true
}
