import type { LaneBound } from './lane-bound.ts'
import { massOf, normOf } from './row-limits.ts'

/**
 * Limits on computed combinations of rows in a lane: on the size of an entry, on the norm, and on the sum of sizes. The
 * coefficients' sizes sum to `mass` at most, and everything is multiplied by `scale`, the mass already.
 */
export interface Combined {
  size(lane: number, mass: number, scale: number): number
  norm(lane: number, mass: number, scale: number): number
  mass(lane: number, mass: number, scale: number): number
}

/** A kernel that multiplies matrices over an inner extent `n`. */
interface Kernel {
  readonly n: number
  /** What it may take factors for that are smaller. */
  readonly floor: number
  /** How many times Σ|â||b̂| a result is at most, beside `flush`. */
  readonly grow: number
  readonly flush: number
}

/**
 * Combinations ĉ of the rows of b, of `columns` entries: ‖ĉ‖ ≤ grow·Σ(|â_k| + floor)·‖|b̂_k| + floor‖ + ‖flush‖, for the
 * largest entry, the Euclidean norm and the sum of sizes alike.
 */
export class CombinedRows implements Combined {
  constructor(
    private readonly b: LaneBound,
    private readonly columns: number,
    private readonly kernel: Kernel,
  ) {}

  size(lane: number, mass: number, scale: number): number {
    return this.limit(this.b.size(this.at(lane)), 1, mass, scale)
  }

  norm(lane: number, mass: number, scale: number): number {
    return this.limit(normOf(this.b, this.at(lane), this.columns), Math.sqrt(this.columns), mass, scale)
  }

  mass(lane: number, mass: number, scale: number): number {
    return this.limit(massOf(this.b, this.at(lane), this.columns), this.columns, mass, scale)
  }

  /** @param ones the norm of a row of ones */
  private limit(norm: number, ones: number, mass: number, scale: number): number {
    const { n, floor, grow, flush } = this.kernel
    return grow * (mass + n * floor * scale) * (norm + ones * floor) + ones * flush * scale
  }

  private at(lane: number): number {
    return this.b.lanes === 1 ? 0 : lane
  }
}

const mass = (_: number, of: number): number => of

/** The coefficients themselves. */
export const COEFFICIENTS: Combined = { size: mass, norm: mass, mass }
