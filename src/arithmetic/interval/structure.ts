import { broadcastIndex, splitAtAxis, type Shape } from '../../program/shape.ts'
import type { Enclosures } from './enclosures.ts'

/**
 * What is known of an array besides its enclosures, because of how it was computed. Every record is optional and
 * lazy: it costs nothing until a tie or a rank asks for it.
 */
export interface Structure {
  /** True only if entries i and j of a lane are the same real number: the same function of the same numbers. */
  readonly twins?: Twins
  readonly moved?: Moved
  /** An upper limit on the rank of the matrix in each lane (or in all, where there is one limit). */
  readonly rankAtMost?: (() => Int32Array) | undefined
}

/** Entry i of each lane is entry `index[i]` of that lane of `source`. */
export interface Moved {
  readonly source: Structured
  readonly index: Int32Array
}

export type Twins = (lane: number, i: number, j: number) => boolean

/** Enclosures with their structure. */
export interface Structured extends Enclosures, Structure {}

/**
 * True only if entries i and j of a lane certainly exist and are equal. Twins have been computed in the same way,
 * so entries whose endpoints differ are not followed further. Endpoints that nobody has asked for are not made for it.
 */
export function surelyEqual(x: Structured, lane: number, i: number, j: number): boolean {
  if (x.moved) return surelyEqual(x.moved.source, lane, x.moved.index[i], x.moved.index[j])
  if (x.float32) {
    const base = x.lanes === 1 ? 0 : lane * (x.float32.length / x.lanes)
    const value = x.float32[base + i]
    return value === x.float32[base + j] && Number.isFinite(value)
  }
  const base = x.lanes === 1 ? 0 : lane * (x.lo.length / x.lanes)
  const lo = x.lo[base + i]
  const hi = x.hi[base + i]
  if (lo !== x.lo[base + j] || hi !== x.hi[base + j]) return false
  return lo === hi || i === j || (x.twins !== undefined && x.twins(lane, i, j))
}

/** Of a function of one argument, entry by entry. */
export const unaryTwins =
  (x: Structured): Twins =>
  (lane, i, j) =>
    surelyEqual(x, lane, i, j)

/** Of a function of two arguments that broadcast. */
export function binaryTwins(a: Structured, b: Structured, shape: Shape): Twins {
  let indices: readonly [Int32Array, Int32Array] | undefined
  return (lane, i, j) => {
    const [p, q] = (indices ??= [broadcastIndex(a.shape, shape), broadcastIndex(b.shape, shape)])
    return surelyEqual(a, lane, p[i], p[j]) && (a === b || surelyEqual(b, lane, q[i], q[j]))
  }
}

/** Of a reduction over an axis: twins are slices that agree step by step. */
export function reducedTwins(x: Structured, axis: number): Twins {
  const { extent, inner } = splitAtAxis(x.shape, axis)
  return (lane, i, j) => {
    const p = Math.floor(i / inner) * extent * inner + (i % inner)
    const q = Math.floor(j / inner) * extent * inner + (j % inner)
    for (let k = 0; k < extent; k++) if (!surelyEqual(x, lane, p + k * inner, q + k * inner)) return false
    return true
  }
}

/** Of a product of two matrices: the rows agree and the columns agree. */
export function productTwins(a: Structured, b: Structured): Twins {
  const [, inner] = a.shape
  const [, cols] = b.shape
  return (lane, i, j) => {
    const p = Math.floor(i / cols) * inner
    const q = Math.floor(j / cols) * inner
    const r = i % cols
    const t = j % cols
    for (let k = 0; k < inner; k++) {
      if (p !== q && !surelyEqual(a, lane, p + k, q + k)) return false
      if (r !== t && !surelyEqual(b, lane, r + k * cols, t + k * cols)) return false
    }
    return true
  }
}
