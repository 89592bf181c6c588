import type { DeviceArray } from './device-array.ts'

/** Marks the lanes in which some number of the downloaded arrays is NaN or infinite. */
export function nonFiniteLanes(arrays: readonly DeviceArray[], lanes: number): Uint8Array {
  const marks = new Uint8Array(lanes)
  for (const { values, lanes: own } of arrays) {
    const size = values.length / own
    for (let at = 0; at < values.length; at++) {
      // 0 times a number is NaN exactly where the number is not finite.
      if (values[at] * 0 === 0) continue
      if (own === 1) marks.fill(1)
      else marks[Math.floor(at / size)] = 1
    }
  }
  return marks
}

/** Marks the lanes in which the static bound on every one of the arrays is finite. */
export function boundedLanes(arrays: readonly DeviceArray[], lanes: number): Uint8Array {
  const marks = new Uint8Array(lanes).fill(1)
  for (const { bound, lanes: own, context } of arrays)
    for (let lane = 0; lane < lanes; lane++) {
      const at = own === 1 ? 0 : lane
      if (!(bound.rel[at] + bound.abs[at] < Infinity && context.says(lane))) marks[lane] = 0
    }
  return marks
}
