import type { Enclosures } from '../interval/enclosures.ts'
import { down, up } from '../interval/rounding.ts'
import type { DeviceArray } from './device-array.ts'
import { errorOf } from './errors.ts'

/** Where the true numbers of an array that was downloaded lie; NaN is anything, and what has no error is exact. */
export function enclosureOf(array: DeviceArray): Enclosures {
  const { values, lanes, shape } = array
  const size = values.length / lanes
  const lo = new Float64Array(values)
  const hi = new Float64Array(values)
  for (let at = 0; at < values.length; at++) {
    const error = errorOf(array, Math.floor(at / size), at)
    if (error === 0) continue
    lo[at] = down(values[at] - error)
    hi[at] = up(values[at] + error)
  }
  return { lanes, shape, lo, hi }
}
