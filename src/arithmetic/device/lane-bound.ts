import type { Spans } from '../batch.ts'
import type { BoundMemory } from './bound-memory.ts'
import type { Origin } from './origin.ts'
import { RowLimits } from './row-limits.ts'

/**
 * What is known of an array's entries in each lane without looking at them: the static bound, computed on the
 * host from the norms of the inputs. Every computed entry v̂ lies in [lo, hi], and the true one, v, satisfies
 * |v̂ - v| ≤ rel·|v̂| + abs. An infinite or NaN limit means that nothing is known.
 */
export class LaneBound {
  readonly lo: Float64Array
  readonly hi: Float64Array
  readonly rel: Float64Array
  readonly abs: Float64Array
  /** Whether every true entry is at least 0 that exists: the computed ones may be where the true ones are not. */
  nonNegative = false
  /** What is known of the vectors along the last axis. */
  rows?: RowLimits
  /** How the array came about, where a later operation can make something of it. */
  origin?: Origin
  /**
   * As `rel` and `abs`, for every entry times a positive factor that all entries of a vector along the last axis
   * share: enough to compare them with each other.
   */
  inRow?: { readonly rel: Float64Array; readonly abs: Float64Array }
  /** Lower limit on the largest entry of every vector along the last axis. */
  peak?: Float64Array

  /** @param memory where its numbers stand, zeros at first; memory of its own when left out */
  constructor(
    readonly lanes: number,
    memory?: BoundMemory,
  ) {
    const zeros = (): Float64Array => memory?.take(lanes) ?? new Float64Array(lanes)
    this.lo = zeros()
    this.hi = zeros()
    this.rel = zeros()
    this.abs = zeros()
  }

  /** The bound of exact numbers of which the spans are known. Lanes with an infinity or a NaN are unknown. */
  static ofSpans({ lo, hi, norm }: Spans): LaneBound {
    const out = Object.assign(new LaneBound(lo.length), { lo, hi })
    out.rows = new RowLimits(out, { norm: (lane) => norm[lane] })
    for (let lane = 0; lane < out.lanes; lane++)
      if (!(norm[lane] < Infinity)) out.set(lane, -Infinity, Infinity, Infinity, Infinity)
    return out
  }

  /** Largest size of a computed entry. */
  size(lane: number): number {
    return Math.max(Math.abs(this.lo[lane]), Math.abs(this.hi[lane]))
  }

  /** Smallest size of a computed entry: positive only where zero is excluded. */
  least(lane: number): number {
    return Math.max(this.lo[lane], -this.hi[lane], 0)
  }

  /** Largest error of an entry. */
  error(lane: number): number {
    return this.rel[lane] * this.size(lane) + this.abs[lane]
  }

  /** Whether computed entries are certainly finite; their errors need not be. */
  isFinite(lane: number): boolean {
    return this.hi[lane] - this.lo[lane] < Infinity
  }

  set(lane: number, lo: number, hi: number, rel: number, abs: number): void {
    this.lo[lane] = lo
    this.hi[lane] = hi
    this.rel[lane] = rel
    this.abs[lane] = abs
  }
}
