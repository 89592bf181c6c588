import type { DeviceArray } from './device-array.ts'

/** More than the float64 rounding of a bound and of the difference that it is compared with. */
const INFLATE = 1 + 2 ** -30

/** Bound on the error of entry `at` (counted over all lanes) in `lane`: the smaller of the static and the running one. */
export function errorOf(a: DeviceArray, lane: number, at: number): number {
  const from = a.slot(lane)
  const { values, errors } = a.host!
  let error = a.bound.rel[from] * Math.abs(values[at]) + a.bound.abs[from]
  if (a.context.hasErrors && !a.context.isMarked(lane)) {
    const running = errors ? errors[at] : 0
    if (!(error <= running)) error = running
  }
  return error * INFLATE
}

/**
 * Bounds on the errors of the entries `start + order[k]` of a row, whose values are `values[k]`, up to a positive
 * factor that the entries of the row share: good for comparing them with each other.
 */
export function errorsInRow(
  a: DeviceArray,
  lane: number,
  start: number,
  order: Uint32Array,
  values: Float64Array,
  into: Float64Array,
): void {
  if (a.context.hasErrors) {
    // The running bound knows of no such factor, and within a row the two must not be mixed.
    for (let k = 0; k < into.length; k++) into[k] = errorOf(a, lane, start + order[k])
    return
  }
  limitsInRow(a, lane, limits, 0)
  const rel = limits[0]
  const abs = limits[1]
  for (let k = 0; k < into.length; k++) into[k] = rel * Math.abs(values[k]) + abs
}

const limits = new Float64Array(2)

/** Two numbers, put down at `at`: the errors of `errorsInRow` are the first · |value| + the second. Not for the running bound. */
export function limitsInRow(a: DeviceArray, lane: number, into: Float64Array, at: number): void {
  const { rel, abs } = a.bound.inRow ?? a.bound
  const from = a.slot(lane)
  into[at] = rel[from] * INFLATE
  into[at + 1] = abs[from] * INFLATE
}
