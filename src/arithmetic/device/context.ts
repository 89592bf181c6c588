import type { Tensor } from '@tensorflow/tfjs-core'
import type { Engine } from '../../engine/engine.ts'
import { sizeOf, type Shape } from '../../program/shape.ts'
import type { Batch, Spans } from '../batch.ts'
import type { BoundMemory } from './bound-memory.ts'
import { DeviceArray, type Tensors } from './device-array.ts'
import { LaneBound } from './lane-bound.ts'
import { NoRules } from './no-rules.ts'
import { RunningRules } from './running-rules.ts'
import { spansOf } from './spans.ts'
import { StaticRules } from './static-rules.ts'

/**
 * What is known of the errors: nothing (`values`, for those who ask about the returned numbers alone), the static
 * bound, or the running bound too.
 */
export type Mode = 'values' | 'static' | 'running'

/**
 * What the arrays of one evaluation share: the engine, the rules for their errors, and the lanes of which nothing can be
 * said. Its tensors belong to the enclosing `tf.tidy`.
 */
export class DeviceContext {
  readonly rules: StaticRules
  readonly running: RunningRules | undefined
  /** Where the running bound must not be used, once downloaded: one mark for each lane, or one for all. */
  marks: Float32Array | undefined
  /** Lanes in which a number may have come up that is not finite, on an engine that assumes there is none. */
  private readonly saysNothing = new Set<number | 'all'>()

  /** @param memory where the bounds stand; fresh when left out */
  constructor(
    readonly engine: Engine,
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
    if (mode === 'running' && !assumesFinite) this.running = new RunningRules(engine)
  }

  get tf() {
    return this.engine.tf
  }

  /** Uploads a batch; its numbers are exact. */
  inputs({ names, data, shapes, lanes, bounds }: Batch): Record<string, DeviceArray> {
    return Object.fromEntries(
      names.map((name) => [name, this.input(data[name], shapes[name], lanes, bounds?.[name])]),
    )
  }

  /** Float64 numbers, the same in every lane, uploaded when they are needed. @param uncertainty of each of them */
  constant(exact: Float64Array, shape: Shape, uncertainty = 0): DeviceArray {
    const data = Float32Array.from(exact)
    const bound = this.boundOf(data, shape, 1)
    const upload = () => this.upload(data, shape, 1, bound)
    const error = data.reduce((most, x, i) => Math.max(most, Math.abs(x - exact[i]) + uncertainty), 0)
    if (!(error > 0) || this.rules instanceof NoRules) return new DeviceArray(this, shape, bound, upload)
    bound.abs[0] = error
    return new DeviceArray(this, shape, bound, () => {
      const { value } = upload()
      const { flushBelow } = this.engine.profile
      return {
        value,
        error: this.running && this.tf.fill(value.shape, Math.max(2 * error, flushBelow * 4)),
      }
    })
  }

  /** The tensors of `a` with axes of extent 1 put in behind the lane axis, so that broadcasting finds `rank` axes. */
  aligned(a: DeviceArray, rank: number): Tensors {
    const missing = rank - a.shape.length
    if (missing === 0) return a.tensors
    const shape = [a.lanes, ...new Array<number>(missing).fill(1), ...a.shape]
    const { value, error } = a.tensors
    const fit = (tensor: Tensor) => this.tf.reshape(tensor, shape)
    return { value: fit(value), error: error && fit(error) }
  }

  /** A constant's tensor repeated for every lane. */
  spread(tensor: Tensor, lanes: number): Tensor {
    if (tensor.shape[0] === lanes) return tensor
    return this.tf.tile(tensor, [lanes, ...new Array<number>(tensor.rank - 1).fill(1)])
  }

  /** Whether the returned numbers of a lane say something; see `contained`. */
  says(lane: number): boolean {
    return !this.saysNothing.has(lane) && !this.saysNothing.has('all')
  }

  /** Whether a lane left the range in which the running bound is sound. */
  isMarked(lane: number): boolean {
    const { marks } = this
    return marks !== undefined && marks[marks.length === 1 ? 0 : lane] !== 0
  }

  /**
   * On an engine that assumes finite numbers, empties the lanes that may have left them: no later kernel sees what
   * became of those, and no kernel that pads a matrix with zero times a number of the next lane makes a NaN of it.
   * Every atom on such a lane is undecided, in both readings.
   */
  contained(source: Tensors, bound: LaneBound, isFinite = (lane: number) => bound.isFinite(lane)): Tensors {
    if (!this.engine.assumesFinite) return source
    const inside = Array.from({ length: bound.lanes }, (_, lane) => isFinite(lane))
    if (inside.every((is) => is)) return source
    inside.forEach((is, lane) => is || this.saysNothing.add(bound.lanes === 1 ? 'all' : lane))
    const { where, tensor2d, reshape, zerosLike } = this.tf
    const { value } = source
    const rows = reshape(value, [value.shape[0], -1])
    const emptied = where(tensor2d(inside, [inside.length, 1], 'bool'), rows, zerosLike(rows))
    return { value: reshape(emptied, value.shape), error: source.error }
  }

  /**
   * Where the static range is lost and the running bound is on, looks at the values themselves: lanes with a
   * value that is no number of moderate size are flagged, and the others go on with the range that was seen.
   */
  watchRange(a: DeviceArray): void {
    if (!this.running || a.bound.hi.every((hi, lane) => hi - a.bound.lo[lane] < Infinity)) return
    this.running.flagUnlessTame(a.tensors.value)
    for (let lane = 0; lane < a.lanes; lane++) {
      if (!(a.bound.hi[lane] - a.bound.lo[lane] < Infinity))
        a.bound.set(lane, -(2 ** 40), 2 ** 40, Infinity, Infinity)
    }
  }

  private input(data: Float32Array, shape: Shape, lanes: number, spans?: Spans): DeviceArray {
    const bound = this.boundOf(data, shape, lanes, spans)
    return new DeviceArray(this, shape, bound, this.upload(data, shape, lanes, bound))
  }

  private boundOf(data: Float32Array, shape: Shape, lanes: number, spans?: Spans): LaneBound {
    return this.rules instanceof NoRules
      ? this.rules.unknown(lanes)
      : LaneBound.ofSpans(spans ?? spansOf(data, lanes, shape.at(-1) ?? 1))
  }

  private upload(data: Float32Array, shape: Shape, lanes: number, bound: LaneBound): Tensors {
    const value = this.tf.tensor(data, [lanes, ...shape], 'float32')
    this.flagSubnormal(data, lanes, sizeOf(shape))
    // An infinity or a NaN among inputs leaves no error known.
    return this.contained({ value, error: undefined }, bound, (lane) => bound.error(lane) < Infinity)
  }

  /** The running bound takes inputs as exact, which a flushed one is not, nor a NaN that a kernel loses. */
  private flagSubnormal(data: Float32Array, lanes: number, size: number): void {
    if (!this.running) return
    const smallest = this.engine.profile.flushBelow
    const flags = new Float32Array(lanes)
    for (let i = 0; i < data.length; i++) {
      if (data[i] !== 0 && !(Math.abs(data[i]) >= smallest)) flags[Math.floor(i / size)] = 1
    }
    if (flags.includes(1)) this.running.flags.push(this.tf.tensor1d(flags))
  }
}
