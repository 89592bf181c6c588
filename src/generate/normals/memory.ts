import { INSIDE, LAYERS, STEP } from '../ziggurat.ts'
import { LAYER_EDGES } from './ziggurat-edges.ts'

/** Where the kernel finds what it works on, in bytes: tables, and of each of four streams one word after another. */
export const AT = {
  inside: 0,
  step: 512,
  edges: 1536,
  /** Four words of the state of each stream: first those of all streams, then the next ones. */
  state: 7680,
  /** The last bits that each stream drew. */
  bits: 7744,
  /** The standard deviation of each stream, a float64. */
  scale: 7760,
  /** The address that was reached in the first stream's numbers, and a bit for each stream that is left open before it. */
  reached: 7792,
  open: 7796,
  numbers: 7808,
} as const

/** Where the parts of a `LayerEdge` stand: five float64, and a word. */
export const EDGE = { height: 0, change: 8, line: 16, slope: 24, apart: 32, deep: 40 } as const
export const EDGE_BYTES = 48

/** Writes the tables of the ziggurat. */
export function writeTables(memory: ArrayBuffer): void {
  new Int32Array(memory, AT.inside, LAYERS).set(INSIDE)
  new Float64Array(memory, AT.step, LAYERS).set(STEP)
  LAYER_EDGES.forEach(({ height, line, apart, deep }, i) => {
    const at = AT.edges + EDGE_BYTES * (i + 1)
    new Float64Array(memory, at, 5).set([...height, ...line, apart])
    new Int32Array(memory, at + EDGE.deep, 1)[0] = deep
  })
}
