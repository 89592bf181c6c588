import { spansIn, type Batch, type Spans } from '../batch.ts'
import type { FloatMemory } from '../numbers/float-memory.ts'
import { kernels } from '../numbers/simd/kernels.ts'

/** The spans of float32 numbers that are exact, as inputs are. `width` is the extent of the last axis. */
export function spansOf(data: Float32Array, lanes: number, width: number): Spans {
  const out = blankSpans(lanes)
  findSpans(out, data, width)
  return out
}

/** The spans of an array of a batch, found out already or here. */
export const spansOfArray = ({ data, lanes, shapes, bounds }: Batch, name: string): Spans =>
  bounds?.[name] ?? spansOf(data[name], lanes, shapes[name].at(-1) ?? 1)

/** @param memory where they stand; fresh when left out */
export function blankSpans(lanes: number, memory?: FloatMemory): Spans {
  const take = () => memory?.takeDoubles(lanes) ?? new Float64Array(lanes)
  return { lo: take(), hi: take(), norm: take() }
}

/** The spans of as many lanes as `out` has room for. */
export function findSpans(out: Spans, data: Float32Array, width: number): void {
  if (!spansInVectors(data, width, out)) spansOneByOne(data, width, out)
}

/** What `spansOf` is, in plain words. */
export function spansOneByOne(data: Float32Array, width: number, out: Spans): void {
  const lanes = out.norm.length
  const size = data.length / lanes
  // More than the float64 rounding of the sum of squares, and than its underflow.
  const relative = 1 + width * 2 ** -51
  const absolute = width * 2 ** -500
  for (let lane = 0; lane < lanes; lane++) {
    let lo = Infinity
    let hi = -Infinity
    let largest = 0
    for (let i = lane * size; i < (lane + 1) * size; i += width) {
      let sum = 0
      for (let j = i; j < i + width; j++) {
        const v = data[j]
        sum += v * v
        lo = Math.min(lo, v)
        hi = Math.max(hi, v)
      }
      largest = Math.max(largest, sum)
    }
    // 0 for -0
    out.lo[lane] = lo + 0
    out.hi[lane] = hi + 0
    out.norm[lane] = Math.sqrt(largest) * relative + absolute
  }
}

/**
 * The same in a fifth of the time, but for norms that are greater by up to the float32 rounding of their squares, where
 * vectors are of whole fours and a lane fits into the kernels' memory.
 *
 * @returns whether it could be done
 */
function spansInVectors(data: Float32Array, width: number, out: Spans): boolean {
  const simd = kernels()
  const lanes = out.norm.length
  const size = data.length / lanes
  const lanesAtOnce = simd ? Math.floor(simd.memory.byteLength / (4 * size + 24)) : 0
  if (!simd || width % 4 !== 0 || lanesAtOnce === 0) return false
  // A sum of so many squares has at most so many roundings, each of 2^-24, of which a root halves the effect; and a
  // square that underflows is off by at most 2^-150.
  const relative = 1 + width * 2 ** -24
  const absolute = width * 2 ** -74
  const start = 4 * size * lanesAtOnce
  const numbers = new Float32Array(simd.memory)
  const found = new Float64Array(simd.memory, start)
  const run = width % 8 === 0 ? simd.spansOfEights : simd.spans
  for (let from = 0; from < lanes; from += lanesAtOnce) {
    const to = Math.min(lanes, from + lanesAtOnce)
    numbers.set(data.subarray(from * size, to * size))
    run(0, 4 * size * (to - from), 4 * size, 4 * width, start, relative, absolute)
    for (let lane = from, at = 0; lane < to; lane++, at += 3) {
      out.lo[lane] = found[at]!
      out.hi[lane] = found[at + 1]!
      out.norm[lane] = found[at + 2]!
      if (!(found[at + 2] < Infinity))
        spansOneByOne(data.subarray(lane * size, (lane + 1) * size), width, spansIn(out, lane, lane + 1))
    }
  }
  return true
}
