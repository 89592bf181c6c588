import { applied, type Real } from './real.ts'
import { inWords } from './shape.ts'
import type { Tape } from './tape.ts'

/** The n×n identity matrix. */
export function identityMatrix(tape: Tape, n: number): Real {
  const values = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
  return applied(tape, 'constant', [], { values, shape: [n, n] })
}

/** The number of its rows. @throws {RangeError} for anything but one square matrix of at least one row */
export function demandSquare({ shape }: Real): number {
  if (shape.length !== 2 || shape[0] !== shape[1] || shape[0] === 0)
    throw new RangeError(`${inWords(shape)} is no square matrix`)
  return shape[0]
}
