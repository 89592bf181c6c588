import type { LaneBound } from './lane-bound.ts'
import { SLACK } from './slack.ts'

/** An upper limit for each lane. */
type Limit = (lane: number) => number

/**
 * Upper limits on every vector along the last axis of an array that was computed as v̂ for v; each is worked out once, for
 * all lanes, when a rule asks for it.
 */
export class RowLimits {
  private norms: Float64Array | undefined
  private masses: Float64Array | undefined
  private carries: Float64Array | undefined

  /** @param of how each is worked out, up to float64 rounding; where that is NaN, nothing is known */
  constructor(
    private readonly bound: LaneBound,
    private readonly of: { readonly norm: Limit; readonly mass?: Limit; readonly carry?: Limit },
  ) {}

  /** The Euclidean norm, √Σ v̂². */
  get norm(): Float64Array {
    return (this.norms ??= this.found(this.of.norm))
  }

  /** The sum of the sizes, Σ |v̂|; undefined where nothing is known but the norm. */
  get mass(): Float64Array | undefined {
    return (this.masses ??= this.of.mass && this.found(this.of.mass))
  }

  /** The sum of what the errors exceed `rel`·|v̂| by; undefined where nothing is known but each of them. */
  get carry(): Float64Array | undefined {
    return (this.carries ??= this.of.carry && this.found(this.of.carry))
  }

  /** Where entries may be infinite, nothing limits them together. */
  private found(limit: Limit): Float64Array {
    const { bound } = this
    const out = new Float64Array(bound.lanes)
    for (let lane = 0; lane < out.length; lane++) {
      const most = bound.isFinite(lane) ? limit(lane) * SLACK : Infinity
      out[lane] = most >= 0 ? most : Infinity
    }
    return out
  }

  /** What stays of them when kernels pass the numbers on, and may flush them: who reads a number allows for that. */
  passedOn(out: LaneBound): RowLimits {
    const { norm, mass } = this.of
    return new RowLimits(out, { norm, ...(mass && { mass }) })
  }
}

/**
 * What is known of the vectors of `to` numbers that an array's numbers make one after another, of which vectors of `from`
 * numbers are known: these may hold several of those whole, or parts of them.
 */
export function cutAnew(a: LaneBound, from: number, to: number): RowLimits | undefined {
  if (from % to === 0) return a.rows
  if (to % from !== 0) return undefined
  const times = to / from
  return new RowLimits(a, {
    norm: (lane) => Math.sqrt(times) * normOf(a, lane, from),
    mass: (lane) => times * massOf(a, lane, from),
    carry: (lane) => times * carryOf(a, lane, from),
  })
}

/**
 * Limits on the vectors of `n` numbers along an array's last axis: what is known of them, and what follows for entries of
 * size s at most: ‖v̂‖ ≤ √n s and Σ|v̂| ≤ n s; by Cauchy and Schwarz, Σ|v̂| ≤ √n ‖v̂‖.
 *
 * @param width the array's own extent there: where it is repeated along the axis, only its entries are known
 */
export function normOf(a: LaneBound, lane: number, n: number, width = n): number {
  const byEntry = Math.sqrt(n) * a.size(lane)
  return a.rows && width === n ? Math.min(byEntry, a.rows.norm[lane]) : byEntry
}

export function massOf(a: LaneBound, lane: number, n: number, width = n): number {
  const byEntry = n * a.size(lane)
  if (!a.rows || width !== n) return byEntry
  const { mass } = a.rows
  return Math.min(byEntry, mass ? mass[lane] : Math.sqrt(n) * a.rows.norm[lane])
}

export function carryOf(a: LaneBound, lane: number, n: number, width = n): number {
  const byEntry = n * a.abs[lane]
  const carry = width === n ? a.rows?.carry : undefined
  return carry ? Math.min(byEntry, carry[lane]) : byEntry
}
