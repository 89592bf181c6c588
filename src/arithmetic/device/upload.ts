import { sizeOf, type Shape } from '../../program/shape.ts'
import type { Batch } from '../batch.ts'
import { heldShape } from './axes.ts'
import type { DeviceContext } from './context.ts'
import { DeviceArray } from './device-array.ts'
import { LaneBound } from './lane-bound.ts'
import { NoRules } from './no-rules.ts'
import { spansOf } from './spans.ts'

/** Uploads a batch; its numbers are exact. An array without entries stays here. */
export function uploaded(
  { names, data, shapes, lanes, bounds }: Batch,
  context: DeviceContext,
): Record<string, DeviceArray> {
  return Object.fromEntries(
    names.map((name) => {
      const shape = shapes[name]
      if (sizeOf(shape) === 0) return [name, constant(context, new Float64Array(0), shape)]
      const bound = boundOf(
        context,
        () => bounds?.[name] ?? spansOf(data[name], lanes, shape.at(-1) ?? 1),
        lanes,
      )
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
  const data = Float32Array.from(exact)
  const bound = boundOf(context, () => spansOf(data, 1, shape.at(-1) ?? 1), 1)
  const array = exactly(context, data, shape, bound)
  const error = data.reduce((most, x, i) => Math.max(most, Math.abs(x - exact[i]) + uncertainty), 0)
  if (!(error > 0) || context.rules instanceof NoRules) return array
  bound.abs[0] = error
  return new DeviceArray(context, shape, bound, () => {
    const { value } = array.tensors
    const { flushBelow } = context.engine.profile
    const running = context.running && context.tf.fill(value.shape, Math.max(2 * error, flushBelow * 4))
    return { value, error: running }
  })
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
