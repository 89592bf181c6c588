import type { Tensor } from '@tensorflow/tfjs-core'
import type { Engine } from '../../engine/engine.ts'
import type { Batch, Spans } from '../case.ts'
import type { Proposition } from '../proposition.ts'
import type { Arithmetic, Operand } from '../real.ts'
import { sizeOf, type Shape } from '../shape.ts'
import { DeviceReal } from './device-real.ts'
import { blocksOfInput } from './blocks.ts'
import type { BoundMemory } from './bound-memory.ts'
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
 * Float32 tensors of an engine, with a bound on their rounding errors: the static bound alone, or the running
 * bound too. One instance serves one evaluation of one batch; its tensors belong to the enclosing `tf.tidy`.
 */
export class DeviceArithmetic implements Arithmetic {
  readonly tier = 'device'
  readonly rules: StaticRules
  readonly running: RunningRules | undefined
  readonly hypotheses: Proposition[] = []
  /** Lanes in which the running bound must not be used, once downloaded. */
  badLanes: Uint8Array | undefined
  /** Lanes in which a number may have come up that is not finite, on an engine that assumes there is none. */
  private readonly saysNothing = new Set<number | 'all'>()

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
  inputs(batch: Batch): Record<string, DeviceReal> {
    const out: Record<string, DeviceReal> = {}
    for (const name of batch.names) {
      out[name] = this.upload(batch.data[name], batch.shapes[name], batch.lanes, batch.bounds?.[name])
    }
    return out
  }

  constant(values: number | readonly number[] | Float64Array, shape?: Shape): DeviceReal {
    const exact = typeof values === 'number' ? [values] : Array.from(values)
    return this.rounded(exact, shape ?? (typeof values === 'number' ? [] : [exact.length]), 0)
  }

  rational(numerator: number, denominator: number): DeviceReal {
    const quotient = numerator / denominator
    return this.rounded([quotient], [], Math.abs(quotient) * 2 ** -52)
  }

  assume(hypothesis: Proposition): void {
    this.hypotheses.push(hypothesis)
  }

  operand(other: Operand): DeviceReal {
    return typeof other === 'number' ? this.constant(other) : (other as DeviceReal)
  }

  comparand(other: Operand): DeviceReal | number {
    return typeof other === 'number' ? other : (other as DeviceReal)
  }

  /** The tensors of `a` with axes of extent 1 put in behind the lane axis, so that broadcasting finds `rank` axes. */
  aligned(a: DeviceReal, rank: number): { value: Tensor; error: Tensor | undefined } {
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

  /**
   * On an engine that assumes finite numbers, empties the lanes that may have left them: no later kernel sees what
   * became of those, and no kernel that pads a matrix with zero times a number of the next lane makes a NaN of it.
   * Every atom on such a lane is undecided, in both readings.
   */
  contained(
    source: { value: Tensor; error: Tensor | undefined },
    bound: LaneBound,
    isFinite = (lane: number) => bound.isFinite(lane),
  ): typeof source {
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
  watchRange(a: DeviceReal): void {
    if (!this.running || a.bound.hi.every((hi, lane) => hi - a.bound.lo[lane] < Infinity)) return
    this.running.flagUnlessTame(a.tensors.value)
    for (let lane = 0; lane < a.lanes; lane++) {
      if (!(a.bound.hi[lane] - a.bound.lo[lane] < Infinity))
        a.bound.set(lane, -(2 ** 40), 2 ** 40, Infinity, Infinity)
    }
  }

  private rounded(exact: readonly number[], shape: Shape, uncertainty: number): DeviceReal {
    const data = Float32Array.from(exact)
    const out = this.upload(data, shape, 1)
    let error = uncertainty
    for (let i = 0; i < data.length; i++) error = Math.max(error, Math.abs(data[i] - exact[i]) + uncertainty)
    if (error === 0) return out
    out.bound.abs[0] = error
    const { value } = out.tensors
    const running =
      this.running && this.tf.fill(value.shape, Math.max(2 * error, this.engine.profile.flushBelow * 4))
    return new DeviceReal(this, shape, out.bound, { value, error: running })
  }

  private upload(data: Float32Array, shape: Shape, lanes: number, spans?: Spans): DeviceReal {
    const value = this.tf.tensor(data, [lanes, ...shape], 'float32')
    const bound =
      this.rules instanceof NoRules
        ? this.rules.unknown(lanes)
        : LaneBound.ofSpans(spans ?? spansOf(data, lanes, shape.at(-1) ?? 1))
    this.flagSubnormal(data, lanes, sizeOf(shape))
    const source = { value, error: undefined }
    // An infinity or a NaN among inputs leaves no error known.
    const usable = this.contained(source, bound, (lane) => bound.error(lane) < Infinity)
    const out = new DeviceReal(this, shape, bound, usable)
    out.blocks = blocksOfInput(data, shape, lanes)
    return out
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
