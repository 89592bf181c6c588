import type { TensorFunctions } from '../tensor-operation.ts'
import { computed } from './computed.ts'

/** A shape of a matrix product: [lanes, m, d] × [lanes, d, n]; each reaches another kernel of some engine. */
export type Path = readonly [
  name: string,
  lanes: number,
  m: number,
  d: number,
  n: number,
  transposeB: boolean,
]

export const PATHS: readonly Path[] = [
  ['vector × matrix', 1, 1, 64, 128, false],
  ['vector × transposed matrix', 1, 1, 64, 128, true],
  ['matrices', 1, 128, 64, 96, false],
  ['matrix × transposed matrix', 1, 128, 64, 96, true],
  ['odd extents', 1, 37, 13, 51, false],
  ['long inner extent', 1, 8, 1024, 48, false],
  ['batch of matrices', 48, 8, 16, 12, false],
  ['batch of transposed matrices', 48, 8, 16, 12, true],
  ['batch of vectors', 64, 1, 16, 16, true],
  ['batch of numbers', 1100, 1, 1, 1, false],
]

/** An entry by lane, row and column. */
export type Fill = (lane: number, row: number, column: number) => number

/** One entry of a product: as computed, exactly, and of factors without their signs. */
export interface Product {
  readonly got: number
  readonly exact: number
  readonly sizes: number
}

/** Entries of a product on the engine that are not zero, beside their values in float64. */
export async function multiplied(
  tf: TensorFunctions,
  [, lanes, m, d, n, transposeB]: Path,
  fillA: Fill,
  fillB: Fill,
): Promise<Product[]> {
  const a = new Float32Array(lanes * m * d)
  const b = new Float32Array(lanes * d * n)
  const atB = (l: number, j: number, c: number) => (transposeB ? (l * n + c) * d + j : (l * d + j) * n + c)
  for (let l = 0; l < lanes; l++) {
    for (let i = 0; i < m; i++) for (let j = 0; j < d; j++) a[(l * m + i) * d + j] = fillA(l, i, j)
    for (let j = 0; j < d; j++) for (let c = 0; c < n; c++) b[atB(l, j, c)] = fillB(l, j, c)
  }
  const shapeB: [number, number, number] = transposeB ? [lanes, n, d] : [lanes, d, n]
  const values = await computed(tf, () =>
    tf.matMul(tf.tensor3d(a, [lanes, m, d]), tf.tensor3d(b, shapeB), false, transposeB),
  )
  const out: Product[] = []
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / n)
    const lane = Math.floor(row / m)
    let exact = 0
    let sizes = 0
    for (let j = 0; j < d; j++) {
      const term = a[row * d + j] * b[atB(lane, j, at % n)]
      exact += term
      sizes += Math.abs(term)
    }
    if (exact !== 0) out.push({ got: values[at], exact, sizes })
  }
  return out
}
