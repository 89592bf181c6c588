import type { Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { inWords } from './shape.ts'

/**
 * No two rows of a matrix are equal. A matrix of one row has no two.
 *
 * @throws {RangeError} for anything but one matrix
 *
 * @example
 * ```ts
 * distinctRows(k)
 * ```
 */
export function distinctRows(of: Real): Proposition {
  if (of.shape.length !== 2) throw new RangeError(`${inWords(of.shape)} is not one matrix`)
  const rows = Array.from({ length: of.shape[0] }, (_, i) => i)
  const pairs = rows.flatMap((i) => rows.slice(0, i).map((j) => [i, j] as const))
  if (pairs.length === 0) return of.equal(of).all()
  const [first, second] = [0, 1].map((side) => of.gather(pairs.map((pair) => pair[side])))
  return first.sub(second).abs().sum(1).greater(0).all()
}
