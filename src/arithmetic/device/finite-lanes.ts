import type { DeviceArray } from './device-array.ts'

/** Marks those of the lanes that are asked about in which some number of the downloaded arrays is NaN or infinite. */
export function nonFiniteLanes(
  arrays: readonly DeviceArray[],
  lanes: number,
  isAsked: (lane: number) => boolean,
): Uint8Array {
  const marks = new Uint8Array(lanes)
  for (let lane = 0; lane < lanes; lane++) {
    if (!isAsked(lane)) continue
    if (!arrays.every((array) => isFiniteIn(array, lane))) marks[lane] = 1
  }
  return marks
}

function isFiniteIn({ values, lanes }: DeviceArray, lane: number): boolean {
  const size = values.length / lanes
  const start = lanes === 1 ? 0 : lane * size
  for (let i = start; i < start + size; i++) if (!Number.isFinite(values[i])) return false
  return true
}

/** Marks the lanes in which the static bound on every one of the arrays is finite. */
export function boundedLanes(arrays: readonly DeviceArray[], lanes: number): Uint8Array {
  const marks = new Uint8Array(lanes).fill(1)
  for (const array of arrays) {
    const { rel, abs } = array.bound
    for (let lane = 0; lane < lanes; lane++) {
      const at = array.slot(lane)
      if (!(rel[at] + abs[at] < Infinity && array.context.says(lane))) marks[lane] = 0
    }
  }
  return marks
}
