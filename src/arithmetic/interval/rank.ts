import { blankJudgement, recordMargin, type Judgement } from '../judgement.ts'
import { Atomic, type Proposition, type Reading } from '../proposition.ts'
import type { Rank } from '../real.ts'
import { Truth } from '../truth.ts'
import { certifiedRank, type RankLimits } from './certified-rank.ts'
import { demandReals, middle } from './comparison.ts'
import { commonLanes } from './enclosures.ts'
import type { Structured } from './structure.ts'

/** The rank of a matrix as an interval in every lane, computed when a proposition first asks for it. */
export class IntervalRank implements Rank {
  readonly #matrix: Structured
  #limits: RankLimits | undefined

  /** @throws {RangeError} for an array that is not of two axes. */
  constructor(matrix: Structured) {
    if (matrix.shape.length !== 2) throw new RangeError(`[${matrix.shape.join(', ')}] is not one matrix`)
    this.#matrix = matrix
  }

  /** The certified limits in each lane. */
  get limits(): RankLimits {
    return (this.#limits ??= certifiedRank(this.#matrix))
  }

  atMost(other: Rank | number): Proposition {
    return compare(this, other, (a, b) =>
      a.upper <= b.lower ? Truth.True : a.lower > b.upper ? Truth.False : null,
    )
  }

  atLeast(other: Rank | number): Proposition {
    return compare(this, other, (a, b) =>
      a.lower >= b.upper ? Truth.True : a.upper < b.lower ? Truth.False : null,
    )
  }
}

interface Pair {
  readonly lower: number
  readonly upper: number
}

function limitsOf(rank: Rank | number): RankLimits {
  if (rank instanceof IntervalRank) return rank.limits
  if (typeof rank !== 'number') throw new TypeError('the rank belongs to another arithmetic than intervals')
  return { lanes: 1, lower: Int32Array.of(rank), upper: Int32Array.of(rank) }
}

function compare(a: Rank, b: Rank | number, rule: (a: Pair, b: Pair) => Truth | null): Proposition {
  return new Atomic({
    operands: [],
    judge(reading: Reading): Judgement {
      demandReals(reading)
      const x = limitsOf(a)
      const y = limitsOf(b)
      const out = blankJudgement(commonLanes(x.lanes, y.lanes), [])
      for (let lane = 0; lane < out.lanes; lane++) {
        const p = pairAt(x, lane)
        const q = pairAt(y, lane)
        out.truth[lane] = rule(p, q) ?? Truth.Undecided
        const margin = middle(q.lower, q.upper) - middle(p.lower, p.upper)
        recordMargin(out, lane, margin, (q.upper - q.lower) / 2 + (p.upper - p.lower) / 2)
      }
      return out
    },
  })
}

function pairAt(limits: RankLimits, lane: number): Pair {
  const at = limits.lanes === 1 ? 0 : lane
  return { lower: limits.lower[at], upper: limits.upper[at] }
}
