import { blankJudgement, type Judgement } from '../../program/judgement.ts'
import { Truth } from '../../program/truth.ts'
import { bareissRank } from '../interval/bareiss.ts'
import type { DeviceArray } from './device-array.ts'

/** The exact rank of each lane's matrix of returned numbers, which are rational; -1 where one may not be finite. */
export function exactRanks({ shape, values, lanes, context }: DeviceArray): Int32Array {
  const [rows, cols] = shape
  return Int32Array.from({ length: lanes }, (_, lane) => {
    const matrix = values.subarray(lane * rows * cols, (lane + 1) * rows * cols)
    return context.says(lane) && matrix.every(Number.isFinite) ? bareissRank(matrix, rows, cols) : -1
  })
}

/** Whether ranks are at most, or at least, other ranks; one alone is that of every lane. */
export function compareRanks(atMost: boolean, ranks: Int32Array, others: Int32Array): Judgement {
  const out = blankJudgement(Math.max(ranks.length, others.length), [])
  for (let lane = 0; lane < out.lanes; lane++) {
    const x = ranks[ranks.length === 1 ? 0 : lane]
    const y = others[others.length === 1 ? 0 : lane]
    if (x >= 0 && y >= 0) out.truth[lane] = (atMost ? x <= y : x >= y) ? Truth.True : Truth.False
  }
  return out
}
