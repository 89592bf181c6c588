/** The extent of each axis of an array, outermost first. The lane axis is not part of it. */
export type Shape = readonly number[]

/** Number of entries of an array of this shape. */
export function sizeOf(shape: Shape): number {
  let size = 1
  for (const extent of shape) size *= extent
  return size
}

/** `[2, 3]`. */
export const inWords = (shape: Shape): string => `[${shape.join(', ')}]`

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, i) => extent === b[i])
}

/**
 * The common shape of two operands under the usual broadcasting rules: aligned at the last axis, an extent of 1
 * stretches.
 *
 * @throws {RangeError} when the shapes do not fit.
 */
export function broadcastShapes(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length)
  const out = new Array<number>(rank)
  for (let i = 1; i <= rank; i++) {
    const x = a[a.length - i] ?? 1
    const y = b[b.length - i] ?? 1
    if (x !== y && x !== 1 && y !== 1) {
      throw new RangeError(`shapes ${inWords(a)} and ${inWords(b)} do not broadcast`)
    }
    out[rank - i] = x === 1 ? y : x
  }
  return out
}

/**
 * An axis counted from the front, from one that may count from the back.
 *
 * @throws {RangeError} when there is no such axis.
 */
export function normaliseAxis(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis
  if (!Number.isInteger(axis) || positive < 0 || positive >= rank) {
    throw new RangeError(`there is no axis ${axis} in an array of ${rank} axes`)
  }
  return positive
}

/**
 * For every entry of an array of shape `out`, the position of the entry of an array of shape `from` that
 * broadcasting puts there.
 */
export function broadcastIndex(from: Shape, out: Shape): Int32Array {
  const index = new Int32Array(sizeOf(out))
  const strides = new Array<number>(out.length).fill(0)
  let stride = 1
  for (let i = 1; i <= from.length; i++) {
    if (from[from.length - i] !== 1) strides[out.length - i] = stride
    stride *= from[from.length - i]
  }
  const at = new Array<number>(out.length).fill(0)
  let position = 0
  for (let entry = 0; entry < index.length; entry++) {
    index[entry] = position
    for (let axis = out.length - 1; axis >= 0; axis--) {
      at[axis]++
      position += strides[axis]
      if (at[axis] < out[axis]) break
      position -= at[axis] * strides[axis]
      at[axis] = 0
    }
  }
  return index
}

/** An array seen from one axis: `outer` blocks of `extent` steps, each step `inner` entries apart. */
export function splitAtAxis(shape: Shape, axis: number): { outer: number; extent: number; inner: number } {
  return {
    outer: sizeOf(shape.slice(0, axis)),
    extent: shape[axis],
    inner: sizeOf(shape.slice(axis + 1)),
  }
}

/** The shape after a reduction over `axis`. */
export function reducedShape(shape: Shape, axis: number, keepDims: boolean): number[] {
  return keepDims ? shape.map((e, i) => (i === axis ? 1 : e)) : shape.filter((_, i) => i !== axis)
}

/**
 * The shape of the matrix product of two arrays of at least two axes; leading axes broadcast.
 *
 * @throws {RangeError} when the inner extents differ.
 */
export function matMulShape(a: Shape, b: Shape): number[] {
  if (a.length < 2 || b.length < 2 || a[a.length - 1] !== b[b.length - 2]) {
    throw new RangeError(`${inWords(a)} and ${inWords(b)} cannot be multiplied as matrices`)
  }
  return [...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), a[a.length - 2], b[b.length - 1]]
}
