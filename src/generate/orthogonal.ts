import type * as LinearAlgebra from 'ml-matrix'
import { createRequire } from 'node:module'
import { ours, type Distribution } from './distribution.ts'

let loaded: typeof LinearAlgebra | undefined
/** Loaded when directions are drawn, which does not wait: a list of claims needs no linear algebra. */
const linearAlgebra = (): typeof LinearAlgebra =>
  (loaded ??= createRequire(import.meta.url)('ml-matrix') as typeof LinearAlgebra)

/** What `orthogonalDirections` takes. */
export interface OrthogonalOptions {
  /**
   * `haar`: the columns of Q of a QR decomposition of normal numbers, each with the sign of R's diagonal, which makes them
   * uniform (Mezzadri, arXiv math-ph/0609050). `as decomposed`: without it, as Householder's reflections leave them.
   *
   * @default 'haar'
   */
  readonly signs?: 'haar' | 'as decomposed'
  /** `chi`: independent, like those of normal vectors. `fixed`: all are √width. @default 'chi' */
  readonly lengths?: 'chi' | 'fixed'
}

/**
 * Rows that are orthogonal in blocks of `width`, as FAVOR+ takes its directions (Choromanski et al., arXiv 2009.14794):
 * each row by itself is normal where signs and lengths are the default ones. Rounded to float32.
 *
 * @throws {RangeError} when there are no such signs or lengths
 *
 * @example
 * ```ts
 * orthogonalDirections({ lengths: 'fixed' })
 * ```
 */
export function orthogonalDirections({
  signs = 'haar',
  lengths = 'chi',
}: OrthogonalOptions = {}): Distribution {
  if (!['haar', 'as decomposed'].includes(signs))
    throw new RangeError(`there are no signs ${String(signs)}; give haar or as decomposed`)
  if (!['chi', 'fixed'].includes(lengths))
    throw new RangeError(`there are no lengths ${String(lengths)}; give chi or fixed`)
  return ours({
    name: `orthogonal, signs ${signs}, lengths ${lengths}`,
    fill(draws, data, offset, rows, width) {
      const { Matrix, QrDecomposition } = linearAlgebra()
      const normal = new Float64Array(width * width)
      const vector = new Float64Array(width)
      for (let row = 0; row < rows; row += width) {
        draws.fillNormal(normal, 0, normal.length, 1)
        const { orthogonalMatrix: q, upperTriangularMatrix: r } = new QrDecomposition(
          Matrix.from1DArray(width, width, normal),
        )
        for (let i = 0; i < Math.min(width, rows - row); i++) {
          draws.fillNormal(vector, 0, width, 1)
          const length = lengths === 'chi' ? Math.hypot(...vector) : Math.sqrt(width)
          const sign = signs === 'haar' ? Math.sign(r.get(i, i)) : 1
          for (let j = 0; j < width; j++) data[offset + (row + i) * width + j] = sign * length * q.get(j, i)
        }
      }
    },
  })
}
