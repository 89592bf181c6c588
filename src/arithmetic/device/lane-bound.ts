import type { Spans } from '../case.ts'
import type { BoundMemory } from './bound-memory.ts'

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
  /** Upper limit on the Euclidean norm of every vector along the last axis. */
  norm?: Float64Array
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
    const out = Object.assign(new LaneBound(lo.length), { lo, hi, norm })
    for (let lane = 0; lane < out.lanes; lane++)
      if (!(norm[lane]! < Infinity)) out.rel[lane] = out.abs[lane] = Infinity
    return out
  }

  /** The spans of numbers that are exact, as inputs are. `width` is the extent of the last axis. */
  static spans(data: ArrayLike<number>, lanes: number, width: number): Spans {
    const out = {
      lo: new Float64Array(lanes),
      hi: new Float64Array(lanes),
      norm: new Float64Array(lanes),
    }
    const { norm } = out
    const size = data.length / lanes
    for (let lane = 0; lane < lanes; lane++) {
      let lo = Infinity
      let hi = -Infinity
      let largest = 0
      for (let i = lane * size; i < (lane + 1) * size; i += width) {
        // Two sums, so that no addition waits for the one before it.
        let evens = 0
        let odds = 0
        const end = i + width
        let j = i
        for (; j + 1 < end; j += 2) {
          const v = data[j]!
          const w = data[j + 1]!
          evens += v * v
          odds += w * w
          lo = Math.min(lo, v, w)
          hi = Math.max(hi, v, w)
        }
        if (j < end) {
          const v = data[j]!
          evens += v * v
          lo = Math.min(lo, v)
          hi = Math.max(hi, v)
        }
        const squares = evens + odds
        if (!(squares <= largest)) largest = squares
      }
      out.lo[lane] = lo
      out.hi[lane] = hi
      // The relative slack covers the float64 rounding of the sum, the absolute one its underflow.
      norm[lane] = Math.sqrt(largest) * (1 + width * 2 ** -51) + width * 2 ** -500
    }
    return out
  }

  /** Largest size of a computed entry. */
  size(lane: number): number {
    return Math.max(Math.abs(this.lo[lane]!), Math.abs(this.hi[lane]!))
  }

  /** Smallest size of a computed entry: positive only where zero is excluded. */
  least(lane: number): number {
    return Math.max(this.lo[lane]!, -this.hi[lane]!, 0)
  }

  /** Largest error of an entry. */
  error(lane: number): number {
    return this.rel[lane]! * this.size(lane) + this.abs[lane]!
  }

  /** Whether computed entries are certainly finite; their errors need not be. */
  isFinite(lane: number): boolean {
    return this.hi[lane]! - this.lo[lane]! < Infinity
  }

  set(lane: number, lo: number, hi: number, rel: number, abs: number): void {
    this.lo[lane] = lo
    this.hi[lane] = hi
    this.rel[lane] = rel
    this.abs[lane] = abs
  }
}
