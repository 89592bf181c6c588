import type { Shape } from '../../program/shape.ts'
import type { DeviceContext, Tensors } from './context.ts'
import { LaneBound } from './lane-bound.ts'

/** The values and running errors of an array once they have been downloaded. */
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

  /** @param source its tensors, or what makes them when they are first needed */
  constructor(
    readonly context: DeviceContext,
    readonly shape: Shape,
    readonly bound: LaneBound,
    private readonly source: Tensors | (() => Tensors),
    /** The array that this one is the transpose of. */
    readonly transposeOf?: DeviceArray,
  ) {
    if (typeof source !== 'function') this.made = context.contained(source, bound)
    context.watchRange(this)
  }

  get lanes(): number {
    return this.bound.lanes
  }

  get tensors(): Tensors {
    return (this.made ??= (this.source as () => Tensors)())
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
