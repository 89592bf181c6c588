import type { Device } from './device.ts'
import type { Program } from '../../program/program.ts'
import type { Reading } from '../../program/proposition.ts'
import type { Value } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import { saying, type Observed, type Said } from '../said.ts'
import { Stopwatch } from '../stopwatch.ts'
import { arraysIn, AtomJudge } from './atom-judge.ts'
import { BoundMemory } from './bound-memory.ts'
import { DeviceContext, type Mode } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { download } from './download.ts'
import { errorOf } from './errors.ts'
import { evaluate } from './evaluate.ts'
import { boundedLanes, nonFiniteLanes } from './finite-lanes.ts'
import { uploaded } from './upload.ts'

/**
 * Runs a program on the engine; once more when the engine's device was lost and could be replaced. Leaves no tensor
 * behind. An obstruction is an argument about the reals, so nothing is said of it in the other reading.
 *
 * @param watch measures the stages from the upload to the judging
 * @throws {EngineError} when the device is lost over the same batch again
 */
export async function run(
  program: Program,
  batch: Batch,
  engine: Device,
  mode: Mode,
  watch = new Stopwatch(),
): Promise<Record<Reading, Said>> {
  try {
    return await runOnce(program, batch, engine, mode, watch)
  } catch (error) {
    if ((await engine.recover?.()) === undefined) throw error
  }
  return runOnce(program, batch, engine, mode, watch)
}

async function runOnce(
  program: Program,
  batch: Batch,
  engine: Device,
  mode: Mode,
  watch: Stopwatch,
): Promise<Record<Reading, Said>> {
  const lap = watch.laps()
  const memory = BoundMemory.acquire()
  const context = new DeviceContext(engine, mode, memory)
  try {
    const values = await download(
      context,
      () => {
        const inputs = uploaded(batch, context)
        lap('upload')
        const result = evaluate(program.steps, inputs, context)
        lap('bounds')
        return { result, wanted: [...wantedBy(program)].map((value) => result[value]) }
      },
      undefined,
      () => lap('kernels'),
    )
    lap('download')
    const judge = new AtomJudge(program.steps, values, batch, context)
    const observed = program.observed === undefined ? undefined : observedOn(values[program.observed])
    const returned: Program = { ...program, obstruction: undefined }
    const { lanes } = batch
    const compared = arraysIn(program.claim, program.steps).map((value) => values[value])
    const said = {
      reals: {
        ...saying(program, lanes, (atom) => judge.judge(atom, 'reals'), observed),
        bounded: boundedLanes(compared, lanes),
      },
      float32: {
        ...saying(returned, lanes, (atom) => judge.judge(atom, 'float32'), observed),
        nonFinite: nonFiniteLanes(compared, lanes),
      },
    }
    lap('judging')
    return said
  } finally {
    memory.release()
  }
}

/** The values that the statements of a program compare, and the one that it observes. */
function wantedBy({ steps, claim, hypotheses, obstruction, regions, observed }: Program): Set<Value> {
  const statements = [claim, ...hypotheses, ...(obstruction ? [obstruction] : []), ...regions]
  const compared = statements.flatMap((statement) => arraysIn(statement, steps))
  return new Set(observed === undefined ? compared : [...compared, observed])
}

function observedOn(array: DeviceArray): Observed {
  const value = Float64Array.from(array.values)
  return { value, radius: value.map((_, lane) => errorOf(array, lane, lane)) }
}
