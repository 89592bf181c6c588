import { statementsOf } from '../../program/dependence.ts'
import type { Program } from '../../program/program.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Value } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import { Stopwatch } from '../stopwatch.ts'
import { arraysIn } from './atom-judge.ts'
import { BoundMemory } from './bound-memory.ts'
import { DeviceContext, type Mode } from './context.ts'
import type { Device } from './device.ts'
import type { Downloaded } from './device-array.ts'
import { download } from './download.ts'
import { evaluate } from './evaluate.ts'
import { uploaded } from './upload.ts'

/** The numbers that an engine returned for a batch: all that it takes to judge them elsewhere. Plain data. */
export interface Returned {
  readonly mode: Mode
  /** Of the values that the program's statements compare, and of the one that it observes. */
  readonly arrays: readonly (readonly [Value, Downloaded])[]
  /** The lanes in which running errors must not be used. */
  readonly marks: Float32Array | undefined
}

/** How often the device of an engine was lost and replaced. */
const replaced = new WeakMap<Device, number>()

/**
 * Runs a program on the engine; once more when the engine's device was lost and could be replaced. Leaves no tensor
 * behind. All is handed over to the engine when this returns; the numbers are waited for.
 *
 * @param watch measures the stages up to the download
 * @throws {EngineError} when the device is lost over the same batch again
 */
export async function returnedBy(
  program: Program,
  batch: Batch,
  engine: Device,
  mode: Mode,
  watch = new Stopwatch(),
): Promise<Returned> {
  const before = replaced.get(engine) ?? 0
  try {
    return await returnedOnce(program, batch, engine, mode, watch)
  } catch (error) {
    // Two batches may be lost with one device, which is replaced once.
    if ((replaced.get(engine) ?? 0) === before) {
      if ((await engine.recover?.()) === undefined) throw error
      replaced.set(engine, before + 1)
    }
  }
  return returnedOnce(program, batch, engine, mode, watch)
}

async function returnedOnce(
  program: Program,
  batch: Batch,
  engine: Device,
  mode: Mode,
  watch: Stopwatch,
): Promise<Returned> {
  const lap = watch.laps()
  const memory = BoundMemory.acquire()
  // Whoever judges the numbers finds their static bounds.
  const context = new DeviceContext(engine, mode === 'running' ? mode : 'values', memory)
  try {
    const values = wantedBy(program)
    const compute = () => {
      const inputs = uploaded(batch, context)
      for (const input of Object.values(inputs)) void input.tensors
      lap('upload')
      const result = evaluate(program.steps, inputs, context)
      const wanted = values.map((value) => result[value])
      return { result: wanted, wanted: new Set(wanted) }
    }
    const arrays = await download(context, compute, undefined, () => lap('kernels'))
    lap('download')
    return { mode, arrays: values.map((value, i) => [value, arrays[i].host!]), marks: context.marks }
  } finally {
    memory.release()
  }
}

/** The values that the statements of a program compare, and the one that it observes. */
function wantedBy(program: Program): Value[] {
  const { steps, observed } = program
  const compared = statementsOf(program).flatMap((statement) => arraysIn(statement, steps))
  return [...new Set(observed === undefined ? compared : [...compared, observed])]
}

/** What was returned of some lanes, copied. */
export function pickReturned({ steps }: Program, returned: Returned, lanes: readonly number[]): Returned {
  const { arrays, marks } = returned
  const picked = (from: Float32Array, size: number): Float32Array => {
    // The same in every lane.
    if (from.length === size) return from
    const into = new Float32Array(size * lanes.length)
    lanes.forEach((lane, i) => into.set(from.subarray(lane * size, (lane + 1) * size), i * size))
    return into
  }
  return {
    ...returned,
    arrays: arrays.map(([value, { values, errors }]) => {
      const size = sizeOf(steps[value].shape)
      return [value, { values: picked(values, size), errors: errors && picked(errors, size) }] as const
    }),
    marks: marks && picked(marks, 1),
  }
}
