import type { Draws } from '../../generate/draws.ts'
import type { Declared } from '../declared.ts'
import type { Extents } from '../lanes.ts'

/** How many queries an attention takes: as many as keys, any number, or one. */
export type Lengths = 'self' | 'free' | 'one-query'

/** One lane that is being filled; afterwards each number is rounded to the declared precision. */
export interface Draft extends Extents {
  readonly declared: Declared
  readonly draws: Draws
  /** What scores are multiplied by at this width; 1 of linear attention. */
  readonly scale: number
  /** [n_q, queryHeads · d] */
  readonly q: Float32Array
  /** [n, keyHeads · d] */
  readonly k: Float32Array
  /** [n, keyHeads · d_v] */
  readonly v: Float32Array
  /** [n_q, n], all 1 at first; present when the declared mask is `given`. */
  readonly mask?: Uint8Array
}

/** A way to draw some of a lane's arrays. */
export interface Family {
  /** As it stands in reports. */
  readonly name: string
  /** Whether it says something about what is declared; always, unless told otherwise. */
  readonly fits?: (declared: Declared) => boolean
  /** The number of keys, where it has to be this one. */
  readonly keys?: number
  fill(draft: Draft): void
}

/** The row of one token and head within an array of rows of `heads` heads, each `width` wide. */
const rowOf = (numbers: Float32Array, token: number, head: number, heads: number, width: number) =>
  numbers.subarray((token * heads + head) * width, (token * heads + head + 1) * width)

export const queryRow = ({ q, queryHeads, width }: Draft, query: number, head: number) =>
  rowOf(q, query, head, queryHeads, width)

export const keyRow = ({ k, keyHeads, width }: Draft, key: number, head: number) =>
  rowOf(k, key, head, keyHeads, width)

export const valueRow = ({ v, keyHeads, valueWidth }: Draft, key: number, head: number) =>
  rowOf(v, key, head, keyHeads, valueWidth)

/** Fills an array with normal numbers. */
export const fillNormal = (draws: Draws, numbers: Float32Array, scale: number) =>
  draws.fillNormal(numbers, 0, numbers.length, scale)

/** One of several. */
export const oneOf = <T>(draws: Draws, all: readonly T[]): T => all[draws.below(all.length)]

export const isLinear = ({ mechanism }: Declared): boolean => mechanism !== 'softmax'
