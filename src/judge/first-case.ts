import { Status } from './status.ts'

/** The first index that is known, or the first of these rising ones whose case is satisfied. */
export function earliest(
  statuses: Uint8Array,
  indices: Float64Array,
  from: number,
  known = Infinity,
): number | undefined {
  const first = indices.find((index) => index >= known || statuses[index - from] === Status.Satisfied)
  return first === undefined && known === Infinity ? undefined : Math.min(first ?? Infinity, known)
}

/** Of the first case of a status, whose cases begin at `from`. */
export function indexOf(statuses: Uint8Array, status: Status, from: number): number | undefined {
  const at = statuses.indexOf(status)
  return at < 0 ? undefined : from + at
}
