import type { BoundMemory } from './bound-memory.ts'
import type { LaneBound } from './lane-bound.ts'

/** Upper limits on every vector along the last axis of an array, for each lane; v̂ is computed for v. */
interface Limits {
  /** The Euclidean norm, √Σ v̂². */
  readonly norm: Float64Array
  /** The sum of the sizes, Σ |v̂|. */
  readonly mass?: Float64Array | undefined
  /** The sum of what the errors exceed `rel`·|v̂| by. */
  readonly carry?: Float64Array | undefined
}

/** Limits on a vector, in the order of `Limits`. */
export type OnRow = readonly [norm: number, mass: number, carry: number]

/** Limits on the vectors of an array; worked out once, for all lanes, when a rule asks for them. */
export class RowLimits {
  private found: Limits | undefined

  constructor(private readonly find: () => Limits) {}

  /** @param rule what is known in a lane; of what comes out NaN, nothing */
  static of(lanes: number, memory: BoundMemory | undefined, rule: (lane: number) => OnRow): RowLimits {
    return new RowLimits(() => {
      const blank = () => memory?.take(lanes) ?? new Float64Array(lanes)
      const out = { norm: blank(), mass: blank(), carry: blank() }
      for (let lane = 0; lane < lanes; lane++) {
        const limits = rule(lane)
        out.norm[lane] = known(limits[0])
        out.mass[lane] = known(limits[1])
        out.carry[lane] = known(limits[2])
      }
      return out
    })
  }

  get limits(): Limits {
    return (this.found ??= this.find())
  }

  /** What stays of them when kernels pass the numbers on, and may flush them: who reads a number allows for that. */
  passedOn(): RowLimits {
    return new RowLimits(() => ({ ...this.limits, carry: undefined }))
  }
}

const known = (limit: number): number => (limit >= 0 ? limit : Infinity)

/**
 * Limits on the vectors of `n` numbers along an array's last axis: what is known of them, and what follows for entries of
 * size s at most: ‖v̂‖ ≤ √n s, Σ|v̂| ≤ n s, ‖v̂‖ ≤ Σ|v̂| and, by Cauchy and Schwarz, Σ|v̂| ≤ √n ‖v̂‖.
 *
 * @param width the array's own extent there: where it is repeated along the axis, only its entries are known
 */
export function normOf(a: LaneBound, lane: number, n: number, width = n): number {
  const byEntry = Math.sqrt(n) * a.size(lane)
  if (!a.rows || width !== n) return byEntry
  const { norm, mass } = a.rows.limits
  return Math.min(byEntry, norm[lane], mass ? mass[lane] : Infinity)
}

export function massOf(a: LaneBound, lane: number, n: number, width = n): number {
  const byEntry = n * a.size(lane)
  if (!a.rows || width !== n) return byEntry
  const { norm, mass } = a.rows.limits
  return Math.min(byEntry, Math.sqrt(n) * norm[lane], mass ? mass[lane] : Infinity)
}

export function carryOf(a: LaneBound, lane: number, n: number, width = n): number {
  const byEntry = n * a.abs[lane]
  if (!a.rows || width !== n) return byEntry
  const { carry } = a.rows.limits
  return carry ? Math.min(byEntry, carry[lane]) : byEntry
}
