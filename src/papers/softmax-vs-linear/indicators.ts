import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'

/** A matrix of 0 and 1. */
export function indicator(
  n: number,
  columns: number,
  one: (row: number, column: number) => boolean,
  x: Recorder,
): Real {
  const entries = new Float64Array(n * columns)
  for (let at = 0; at < entries.length; at++)
    entries[at] = one(Math.floor(at / columns), at % columns) ? 1 : 0
  return x.constant(entries, [n, columns])
}

/** e_j [n, 1], counted from 0. */
export const unitColumn = (n: number, j: number, x: Recorder): Real => indicator(n, 1, (row) => row === j, x)

/** Copies of the identity of so many columns, stacked to n rows [n, columns]. */
export const stackedCopies = (n: number, columns: number, x: Recorder): Real =>
  indicator(n, columns, (row, column) => row % columns === column, x)
