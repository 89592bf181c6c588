import type { Shape } from '../../program/shape.ts'
import type { Enclosures } from './enclosures.ts'
import type { Moved, Structure, Structured, Twins } from './structure.ts'

/** Enclosures with what is known of them because of how they were computed. */
export class IntervalArray implements Structured {
  readonly lanes: number
  readonly shape: Shape
  readonly transposeOf?: Enclosures
  readonly float32?: Float32Array
  readonly twins?: Twins
  readonly moved?: Moved
  readonly rankAtMost?: () => Int32Array
  readonly #enclosures: Enclosures
  #lo: Float64Array | undefined
  #hi: Float64Array | undefined

  /** Takes the arrays as they are: they must satisfy what `Enclosures` demands and not be written to again. */
  constructor(enclosures: Enclosures, { twins, moved, rankAtMost }: Structure = {}) {
    this.lanes = enclosures.lanes
    this.shape = enclosures.shape
    this.#enclosures = enclosures
    if (enclosures.transposeOf) this.transposeOf = enclosures.transposeOf
    if (enclosures.float32) this.float32 = enclosures.float32
    if (twins) this.twins = twins
    if (moved) this.moved = moved
    if (rankAtMost) this.rankAtMost = rankAtMost
  }

  get lo(): Float64Array {
    return (this.#lo ??= this.#enclosures.lo)
  }
  get hi(): Float64Array {
    return (this.#hi ??= this.#enclosures.hi)
  }
}
