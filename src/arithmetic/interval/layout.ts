import { normaliseAxis, sizeOf, splitAtAxis, type Shape } from '../shape.ts'
import { blankEnclosures, commonLanes, expand, type Enclosures } from './enclosures.ts'

/** Where each entry of a rearranged array comes from. */
export interface Rearrangement {
  readonly shape: Shape
  readonly index: Int32Array
}

/** Swaps the last two axes. @throws {RangeError} for fewer than two axes. */
export function transposeIndex(shape: Shape): Rearrangement {
  if (shape.length < 2) throw new RangeError(`[${shape.join(', ')}] has no two axes to swap`)
  const [rows, cols] = shape.slice(-2)
  const index = new Int32Array(sizeOf(shape))
  for (let i = 0; i < index.length; i++) {
    const within = i % (rows * cols)
    index[i] = i - within + (within % rows) * cols + Math.floor(within / rows)
  }
  return { shape: [...shape.slice(0, -2), cols, rows], index }
}

/** Entries `indices` along an axis. @throws {RangeError} for an index that does not exist. */
export function gatherIndex(shape: Shape, indices: readonly number[], axis: number): Rearrangement {
  const { outer, extent, inner } = splitAtAxis(shape, axis)
  for (const i of indices) {
    if (!Number.isInteger(i) || i < 0 || i >= extent)
      throw new RangeError(`no entry ${i} in an axis of ${extent}`)
  }
  const index = new Int32Array(outer * indices.length * inner)
  let at = 0
  for (let block = 0; block < outer; block++) {
    for (const i of indices) {
      for (let k = 0; k < inner; k++) index[at++] = (block * extent + i) * inner + k
    }
  }
  return { shape: shape.map((e, i) => (i === axis ? indices.length : e)), index }
}

/** Puts b behind a along an axis. @throws {RangeError} when another axis differs. */
export function concatenate(a: Enclosures, b: Enclosures, axis: number): Enclosures {
  normaliseAxis(axis, b.shape.length)
  if (a.shape.length !== b.shape.length || a.shape.some((e, i) => i !== axis && e !== b.shape[i])) {
    throw new RangeError(`[${a.shape.join(', ')}] and [${b.shape.join(', ')}] do not join along axis ${axis}`)
  }
  const lanes = commonLanes(a.lanes, b.lanes)
  const x = expand(a, lanes, a.shape)
  const y = expand(b, lanes, b.shape)
  const first = sizeOf(a.shape.slice(axis))
  const second = sizeOf(b.shape.slice(axis))
  const blocks = lanes * sizeOf(a.shape.slice(0, axis))
  const shape = a.shape.map((e, i) => (i === axis ? e + b.shape[i] : e))
  const out = blankEnclosures(lanes, shape)
  for (const side of ['lo', 'hi'] as const) {
    for (let block = 0; block < blocks; block++) {
      const at = block * (first + second)
      out[side].set(x[side].subarray(block * first, (block + 1) * first), at)
      out[side].set(y[side].subarray(block * second, (block + 1) * second), at + first)
    }
  }
  return out
}
