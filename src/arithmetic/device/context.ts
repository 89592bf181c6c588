import type { Tensor } from '@tensorflow/tfjs-core'
import type { Device, Limits } from './device.ts'
import type { Shape } from '../../program/shape.ts'
import type { BoundMemory } from './bound-memory.ts'
import type { LaneBound } from './lane-bound.ts'
import { NoRules } from './no-rules.ts'
import { RunningRules } from './running-rules.ts'
import { StaticRules } from './static-rules.ts'

/**
 * What is known of the errors: nothing (`values`, for those who ask about the returned numbers alone), the static
 * bound, or the running bound too.
 */
export type Mode = 'values' | 'static' | 'running'

/** Values and, where the running bound is on, errors on the engine: tensors [lanes, ...shape]. */
export interface Tensors {
  readonly value: Tensor
  readonly error: Tensor | undefined
}

/** An array of which the tensors are made when they are asked for. */
export interface Held {
  readonly shape: Shape
  readonly lanes: number
  readonly tensors: Tensors
}

/**
 * What the arrays of one evaluation share: the engine, the rules for their errors, and the lanes of which nothing can be
 * said. Its tensors belong to the enclosing `tf.tidy`.
 */
export class DeviceContext {
  readonly rules: StaticRules
  readonly running: RunningRules | undefined
  /** Whether the engine computes errors beside the values. */
  readonly hasErrors: boolean
  /** Where the running bound must not be used, once downloaded: one mark for each lane, or one for all. */
  marks: Float32Array | undefined
  /** Lanes in which a number may have come up that is not finite, on an engine that assumes there is none. */
  private readonly saysNothing = new Set<number | 'all'>()

  /**
   * @param engine only its limits where nothing is computed, but numbers that it returned are judged
   * @param memory where the bounds stand; fresh when left out
   */
  constructor(
    readonly engine: Device | Limits,
    mode: Mode = 'static',
    memory?: BoundMemory,
  ) {
    const { profile, assumesFinite = false } = engine
    // Which returned numbers of such an engine say anything, the static bound alone knows.
    this.rules =
      mode === 'values' && !assumesFinite
        ? new NoRules(profile)
        : new StaticRules(profile, assumesFinite, memory)
    // And the running bound looks for overflow in what was computed.
    this.hasErrors = mode === 'running' && !assumesFinite
    if (this.hasErrors && 'tf' in engine) this.running = new RunningRules(engine)
  }

  /** Whether arrays have tensors here. */
  get computes(): boolean {
    return 'tf' in this.engine
  }

  /** Of an engine that computes; nobody else asks for tensors. */
  get tf() {
    return (this.engine as Device).tf
  }

  /** A constant's tensor repeated for every lane. */
  spread(tensor: Tensor, lanes: number): Tensor {
    if (tensor.shape[0] === lanes) return tensor
    return this.tf.tile(tensor, [lanes, ...new Array<number>(tensor.rank - 1).fill(1)])
  }

  /** Whether the returned numbers of a lane say something; see `lanesInside`. */
  says(lane: number): boolean {
    const { saysNothing } = this
    return saysNothing.size === 0 || !(saysNothing.has(lane) || saysNothing.has('all'))
  }

  /** Whether a lane left the range in which the running bound is sound. */
  isMarked(lane: number): boolean {
    const { marks } = this
    return marks !== undefined && marks[marks.length === 1 ? 0 : lane] !== 0
  }

  /**
   * On an engine that assumes finite numbers, the lanes that certainly stay among them; undefined for all. Every atom on
   * another lane is undecided, in both readings.
   */
  lanesInside(bound: LaneBound): readonly boolean[] | undefined {
    if (!this.engine.assumesFinite) return undefined
    const inside = Array.from({ length: bound.lanes }, (_, lane) => bound.isFinite(lane))
    if (inside.every((is) => is)) return undefined
    inside.forEach((is, lane) => is || this.saysNothing.add(bound.lanes === 1 ? 'all' : lane))
    return inside
  }

  /**
   * Empties the lanes that are not inside: no later kernel sees what became of those, and no kernel that pads a matrix
   * with zero times a number of the next lane makes a NaN of it.
   */
  contained(source: Tensors, inside: readonly boolean[] | undefined): Tensors {
    if (!inside) return source
    const { where, tensor2d, reshape, zerosLike } = this.tf
    const { value } = source
    const rows = reshape(value, [value.shape[0], -1])
    const emptied = where(tensor2d([...inside], [inside.length, 1], 'bool'), rows, zerosLike(rows))
    return { value: reshape(emptied, value.shape), error: source.error }
  }

  /**
   * Where the static range is lost and the running bound is on, looks at the values themselves: lanes with a
   * value that is no number of moderate size are flagged, and the others go on with the range that was seen.
   */
  watchRange(a: Held & { readonly bound: LaneBound }): void {
    const { hi, lo } = a.bound
    if (!this.hasErrors || hi.every((most, lane) => most - lo[lane] < Infinity)) return
    this.running?.flagUnlessTame(a.tensors.value)
    for (let lane = 0; lane < a.lanes; lane++)
      if (!(hi[lane] - lo[lane] < Infinity)) a.bound.set(lane, -(2 ** 40), 2 ** 40, Infinity, Infinity)
  }
}
