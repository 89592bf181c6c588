import type { Shape } from '../../program/shape.ts'
import type { DeviceContext, Tensors } from './context.ts'
import { LaneBound } from './lane-bound.ts'

/** The values of an array and their running errors, as they were downloaded. */
export interface Downloaded {
  readonly values: Float32Array
  readonly errors: Float32Array | undefined
}

/**
 * An array in float32 tensors of the engine, and what the static bound knows of it. One lane stands for all when the
 * array is a constant.
 */
export class DeviceArray {
  host: Downloaded | undefined
  private made: Tensors | undefined
  private inside: readonly boolean[] | undefined
  private used = false
  /** Where bounds are of classes of lanes: the class of each. */
  private classOf: Uint32Array | undefined

  /** @param source makes its tensors when they are first needed */
  constructor(
    readonly context: DeviceContext,
    readonly shape: Shape,
    readonly bound: LaneBound,
    private readonly source: () => Tensors,
    /** The array that this one is the transpose of. */
    readonly transposeOf?: DeviceArray,
  ) {
    context.watchRange(this)
  }

  get lanes(): number {
    return this.classOf?.length ?? this.bound.lanes
  }

  /** Where the bound of a lane stands. */
  slot(lane: number): number {
    if (this.classOf) return this.classOf[lane]
    return this.bound.lanes === 1 ? 0 : lane
  }

  /** From now on it is an array of these lanes; its bound is that of their classes, unless one lane stands for all. */
  spread(classOf: Uint32Array): void {
    if (this.bound.lanes > 1) this.classOf = classOf
  }

  get tensors(): Tensors {
    this.use()
    return (this.made ??= this.context.contained(this.source(), this.inside))
  }

  /** Notes the lanes of which the engine's numbers say nothing any more, once something is computed from this array. */
  use(): void {
    if (this.used) return
    this.used = true
    this.inside = this.context.lanesInside(this.bound)
  }

  /** The array that this one is the transpose of, as long as its own tensors have not been needed. */
  get flipped(): DeviceArray | undefined {
    return this.made ? undefined : this.transposeOf
  }

  /** The downloaded values. @throws {Error} when they have not been downloaded */
  get values(): Float32Array {
    if (!this.host) throw new Error('an atom was judged before its operands were downloaded')
    return this.host.values
  }
}

/** The same limits without those that depend on the order of the axes. */
export function copyBound(from: LaneBound): LaneBound {
  const out = new LaneBound(from.lanes)
  for (const field of ['lo', 'hi', 'rel', 'abs'] as const) out[field].set(from[field])
  return out
}
