import { sizeOf, splitAtAxis, type Shape } from '../../program/shape.ts'

/** Where each entry of a rearranged array comes from. */
export interface Rearrangement {
  readonly shape: Shape
  readonly index: Int32Array
}

/** Swaps the last two axes, of at least two. */
export function transposeIndex(shape: Shape): Rearrangement {
  const [rows, cols] = shape.slice(-2)
  const index = new Int32Array(sizeOf(shape))
  for (let i = 0; i < index.length; i++) {
    const within = i % (rows * cols)
    index[i] = i - within + (within % rows) * cols + Math.floor(within / rows)
  }
  return { shape: [...shape.slice(0, -2), cols, rows], index }
}

/** Entries `indices` along an axis. */
export function gatherIndex(shape: Shape, indices: readonly number[], axis: number): Rearrangement {
  const { outer, extent, inner } = splitAtAxis(shape, axis)
  const index = new Int32Array(outer * indices.length * inner)
  let at = 0
  for (let block = 0; block < outer; block++) {
    for (const i of indices) {
      for (let k = 0; k < inner; k++) index[at++] = (block * extent + i) * inner + k
    }
  }
  return { shape: shape.map((e, i) => (i === axis ? indices.length : e)), index }
}
