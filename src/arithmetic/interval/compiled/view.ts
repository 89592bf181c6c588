import { f32x4, f64x2, V128, v128, type Code } from '../../numbers/simd/code.ts'
import type { Shape } from '../../../program/shape.ts'
import type { Body } from './body.ts'

/** A pair of endpoints for two lanes; the same code for both where they are known to be equal. */
export interface Ends {
  readonly lo: Code
  readonly hi: Code
}

/**
 * How an entry lies in memory:
 *
 * - `float32`: two lanes' float32 numbers side by side, exact;
 * - `enclosure`: two lanes' lower endpoints side by side, the upper ones elsewhere;
 * - `constant`: endpoints that are the same in every lane, once.
 */
export type Storage = 'float32' | 'enclosure' | 'constant'

export const ENTRY_BYTES: Readonly<Record<Storage, number>> = { float32: 8, enclosure: 16, constant: 8 }

/** An array of enclosures in memory, of which entry (i, j, …) stands at lo + i·strides[0] + j·strides[1] + …. */
export interface View {
  readonly storage: Storage
  readonly shape: Shape
  /** Whether each entry is known to be a float32 number exactly. */
  readonly float32: boolean
  /** Where the first entry's endpoints stand, in bytes; equal where all entries are exact. */
  readonly lo: number
  readonly hi: number
  /** For each axis, in bytes; of an axis of extent 1 without meaning. */
  readonly strides: readonly number[]
}

/** The steps of a row-major array. */
export function contiguous(shape: Shape, entry: number): number[] {
  const strides = new Array<number>(shape.length)
  let stride = entry
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride
    stride *= shape[axis]
  }
  return strides
}

export function isContiguous({ shape, strides, storage }: View): boolean {
  const plain = contiguous(shape, ENTRY_BYTES[storage])
  return shape.every((extent, axis) => extent === 1 || strides[axis] === plain[axis])
}

/** The steps through a view whose shape broadcasts to another one; 0 along axes that are stretched. */
export function stridesIn({ shape, strides }: Pick<View, 'shape' | 'strides'>, out: Shape): number[] {
  const missing = out.length - shape.length
  return out.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : strides[axis - missing]))
}

/** The endpoints of an entry. @param at its distance from the first one */
export function load(body: Body, { storage, lo, hi }: View, at: Code): Ends {
  if (storage === 'float32') {
    const both = body.let(V128, f64x2.ofLower(v128.load64(at, lo)))
    return { lo: both, hi: both }
  }
  const read = storage === 'constant' ? v128.loadSplat64 : v128.load
  const lower = body.let(V128, read(at, lo))
  return { lo: lower, hi: lo === hi ? lower : body.let(V128, read(at, hi)) }
}

/** Writes an entry of an array that is not constant. */
export function store(body: Body, { storage, lo, hi }: View, at: Code, ends: Ends): void {
  if (storage === 'float32') return body.do(v128.store64Lane(at, f32x4.ofDoubles(ends.lo), 0, lo))
  body.do(v128.store(at, ends.lo, lo))
  body.do(v128.store(at, ends.hi, hi))
}
