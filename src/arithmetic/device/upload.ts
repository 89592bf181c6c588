import { sizeOf, type Shape } from '../../program/shape.ts'
import type { Batch, Spans } from '../batch.ts'
import { heldShape } from './axes.ts'
import type { DeviceContext } from './context.ts'
import { DeviceArray } from './device-array.ts'
import { LaneBound } from './lane-bound.ts'
import { NoRules } from './no-rules.ts'
import { spansOf, spansOfArray } from './spans.ts'

/** Uploads a batch; its numbers are exact. An array without entries stays here. */
export function uploaded(batch: Batch, context: DeviceContext): Record<string, DeviceArray> {
  const { names, data, shapes, lanes } = batch
  return Object.fromEntries(
    names.map((name) => {
      const shape = shapes[name]
      if (sizeOf(shape) === 0) return [name, constant(context, new Float64Array(0), shape)]
      const bound = boundOf(context, () => spansOfArray(batch, name), lanes)
      return [name, exactly(context, data[name], shape, bound)]
    }),
  )
}

/**
 * Float64 numbers, the same in every lane, uploaded when they are needed.
 *
 * @param uncertainty of each of them
 */
export function constant(
  context: DeviceContext,
  exact: Float64Array,
  shape: Shape,
  uncertainty = 0,
): DeviceArray {
  const { data, spans, rounding } = rounded(exact, shape.at(-1) ?? 1)
  const bound = boundOf(context, () => spans, 1)
  const array = exactly(context, data, shape, bound)
  const error = data.length === 0 ? 0 : rounding + uncertainty
  if (!(error > 0) || context.rules instanceof NoRules) return array
  bound.abs[0] = error
  return new DeviceArray(context, shape, bound, () => {
    const { value } = array.tensors
    const { flushBelow } = context.engine.profile
    const running = context.running && context.tf.fill(value.shape, Math.max(2 * error, flushBelow * 4))
    return { value, error: running }
  })
}

/** Numbers in float32, with their spans, and how far they are off at most. */
interface Rounded {
  readonly width: number
  readonly data: Float32Array
  readonly spans: Spans
  readonly rounding: number
}

const known = new WeakMap<Float64Array, Rounded>()

/** Found once for each constant of a program, and not for each batch. */
function rounded(exact: Float64Array, width: number): Rounded {
  const held = known.get(exact)
  if (held?.width === width) return held
  const data = Float32Array.from(exact)
  let rounding = 0
  for (let i = 0; i < data.length; i++) rounding = Math.max(rounding, Math.abs(data[i] - exact[i]))
  const found = { width, data, spans: spansOf(data, 1, width), rounding }
  known.set(exact, found)
  return found
}

const boundOf = (
  { rules }: DeviceContext,
  spans: () => Parameters<typeof LaneBound.ofSpans>[0],
  lanes: number,
) => (rules instanceof NoRules ? rules.unknown(lanes) : LaneBound.ofSpans(spans()))

/** Numbers that are as they stand here. */
function exactly(context: DeviceContext, data: Float32Array, shape: Shape, bound: LaneBound): DeviceArray {
  const { lanes } = bound
  return new DeviceArray(context, shape, bound, () => {
    const value = context.tf.tensor(data, heldShape(lanes, shape), 'float32')
    flagSubnormal(context, data, lanes, sizeOf(shape))
    return { value, error: undefined }
  })
}

/** The running bound takes inputs as exact, which a flushed one is not, nor a NaN that a kernel loses. */
function flagSubnormal(
  { running, engine, tf }: DeviceContext,
  data: Float32Array,
  lanes: number,
  size: number,
): void {
  if (!running) return
  const smallest = engine.profile.flushBelow
  const flags = new Float32Array(lanes)
  for (let i = 0; i < data.length; i++)
    if (data[i] !== 0 && !(Math.abs(data[i]) >= smallest)) flags[Math.floor(i / size)] = 1
  if (flags.includes(1)) running.flags.push(tf.tensor1d(flags))
}
