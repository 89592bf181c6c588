import { bareissRank } from '../interval/bareiss.ts'
import type { RankLimits } from '../interval/certified-rank.ts'
import { eliminatedRank } from '../interval/eliminated-rank.ts'
import { NO_RANK } from '../interval/rank-comparison.ts'
import type { DeviceArray } from './device-array.ts'
import { enclosureOf } from './enclosure.ts'

/** The exact rank of each lane's matrix of returned numbers, which are rational; none where one may not be finite. */
export function returnedRanks({ shape, values, lanes, context }: DeviceArray): RankLimits {
  const [rows, cols] = shape
  const ofLane = (lane: number): number => {
    const matrix = values.subarray(lane * rows * cols, (lane + 1) * rows * cols)
    if (!context.says(lane) || !matrix.every(Number.isFinite)) return NO_RANK.lower
    const least = eliminatedRank(matrix, matrix, rows, cols)
    return least === Math.min(rows, cols) ? least : bareissRank(matrix, rows, cols)
  }
  const lower = Int32Array.from({ length: lanes }, (_, lane) => ofLane(lane))
  return { lanes, lower, upper: lower.map((rank) => (rank === NO_RANK.lower ? NO_RANK.upper : rank)) }
}

/**
 * Limits on the rank of each lane's matrix of true numbers: from below by elimination of all that the errors allow, from
 * above by `most`. What has no errors has the rank that was returned.
 *
 * @param most a limit by the form of the program
 */
export function trueRanks(array: DeviceArray, returned: RankLimits, most: number): RankLimits {
  const { shape, lanes } = array
  const [rows, cols] = shape
  const size = rows * cols
  const { lo, hi } = enclosureOf(array)
  const lower = new Int32Array(lanes).fill(NO_RANK.lower)
  const upper = new Int32Array(lanes).fill(NO_RANK.upper)
  for (let lane = 0; lane < lanes; lane++) {
    const least = lo.subarray(lane * size, (lane + 1) * size)
    const largest = hi.subarray(lane * size, (lane + 1) * size)
    if (returned.lower[lane] === NO_RANK.lower || !least.every((x, i) => largest[i] - x < Infinity)) continue
    const exact = least.every((x, i) => largest[i] === x)
    lower[lane] = exact ? returned.lower[lane] : eliminatedRank(least, largest, rows, cols)
    upper[lane] = exact ? returned.upper[lane] : most
  }
  return { lanes, lower, upper }
}
