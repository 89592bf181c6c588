import { exactRank } from '../interval/bareiss.ts'
import { blankJudgement, type Judgement } from '../judgement.ts'
import { Atomic, type Proposition, type Reading } from '../proposition.ts'
import type { Rank } from '../real.ts'
import { Truth } from '../truth.ts'
import { arrived } from './arrived.ts'
import type { DeviceReal } from './device-real.ts'

/**
 * Ranks on the device: the returned float32 numbers are rationals, so their rank is exact (float32 reading);
 * float32 with a bound says too little of the true rank, so over the reals every lane is undecided and climbs.
 */
export function deviceRank(a: DeviceReal): Rank {
  if (a.shape.length !== 2)
    throw new RangeError(`a rank needs a matrix, not an array [${a.shape.join(', ')}]`)
  return new DeviceRank(a)
}

class DeviceRank implements Rank {
  private ranks: Int32Array | undefined

  constructor(readonly of: DeviceReal) {}

  atMost(other: Rank | number): Proposition {
    return this.compare(other, (a, b) => a <= b)
  }
  atLeast(other: Rank | number): Proposition {
    return this.compare(other, (a, b) => a >= b)
  }

  /** The exact rank of each lane's matrix of returned numbers; -1 where one is not finite, or may not be. */
  exact(): Int32Array {
    if (!this.ranks) {
      const [rows, cols] = this.of.shape as [number, number]
      const values = arrived(this.of)
      this.ranks = Int32Array.from({ length: this.of.lanes }, (_, lane) => {
        const matrix = values.subarray(lane * rows * cols, (lane + 1) * rows * cols)
        return this.of.x.says(lane) && matrix.every(Number.isFinite) ? exactRank(matrix, rows, cols) : -1
      })
    }
    return this.ranks
  }

  private compare(other: Rank | number, holds: (a: number, b: number) => boolean): Proposition {
    const right = typeof other === 'number' ? undefined : (other as DeviceRank)
    const judge = (reading: Reading): Judgement => {
      const out = blankJudgement(Math.max(this.of.lanes, right?.of.lanes ?? 1), [])
      if (reading === 'reals') return out
      const a = this.exact()
      const b = right?.exact()
      for (let lane = 0; lane < out.lanes; lane++) {
        const x = a[a.length === 1 ? 0 : lane]
        const y = b ? b[b.length === 1 ? 0 : lane] : (other as number)
        if (x >= 0 && y >= 0) out.truth[lane] = holds(x, y) ? Truth.True : Truth.False
      }
      return out
    }
    return new Atomic({ operands: right ? [this.of, right.of] : [this.of], judge })
  }
}
