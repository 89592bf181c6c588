import { blankJudgement, recordMargin, type Judgement } from '../../program/judgement.ts'
import { Truth } from '../../program/truth.ts'
import { certifiedRank, type RankLimits } from './certified-rank.ts'
import { middle } from './comparison.ts'
import { sizeOf } from '../../program/shape.ts'
import { commonLanes } from './enclosures.ts'
import type { Structured } from './structure.ts'

/** Certified ranks of matrices, each found once. */
export class RankOf {
  private readonly found = new Map<Structured, RankLimits>()

  of(matrix: Structured): RankLimits {
    let limits = this.found.get(matrix)
    if (!limits) this.found.set(matrix, (limits = ofExisting(matrix, certifiedRank(matrix))))
    return limits
  }
}

/** No rank, and no limits on one. */
export const NO_RANK = { lower: -1, upper: 2 ** 31 - 1 } as const

/** Not even its extents limit the rank of a matrix that may not exist. */
function ofExisting({ lo, shape, lanes }: Structured, { lower, upper }: RankLimits): RankLimits {
  const size = sizeOf(shape)
  const exists = (lane: number): boolean => !lo.subarray(lane * size, (lane + 1) * size).some(Number.isNaN)
  const limited = (limits: Int32Array, otherwise: number) =>
    limits.map((limit, lane) => (exists(lane) ? limit : otherwise))
  return { lanes, lower: limited(lower, NO_RANK.lower), upper: limited(upper, NO_RANK.upper) }
}

/**
 * Whether a rank is at most, or at least, a number or another rank. The margin is the difference of the limits' middles,
 * its bound the sum of their radii.
 */
export function compareRanks(atMost: boolean, rank: RankLimits, other: RankLimits | number): Judgement {
  const fixed = typeof other === 'number' ? Int32Array.of(other) : undefined
  const right = typeof other === 'number' ? { lanes: 1, lower: fixed!, upper: fixed! } : other
  const out = blankJudgement(commonLanes(rank.lanes, right.lanes), [])
  for (let lane = 0; lane < out.lanes; lane++) {
    const [p, q] = [limitsAt(rank, lane), limitsAt(right, lane)]
    out.truth[lane] = atMost ? ordered(p, q) : ordered(q, p)
    if (p.lower === NO_RANK.lower || q.lower === NO_RANK.lower) continue
    const margin = middle(q.lower, q.upper) - middle(p.lower, p.upper)
    recordMargin(out, lane, margin, (q.upper - q.lower) / 2 + (p.upper - p.lower) / 2)
  }
  return out
}

interface Limits {
  readonly lower: number
  readonly upper: number
}

/** a ≤ b, for integers between these limits. */
const ordered = (a: Limits, b: Limits): Truth =>
  a.upper <= b.lower ? Truth.True : a.lower > b.upper ? Truth.False : Truth.Undecided

function limitsAt({ lanes, lower, upper }: RankLimits, lane: number): Limits {
  const at = lanes === 1 ? 0 : lane
  return { lower: lower[at], upper: upper[at] }
}
