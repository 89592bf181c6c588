import type { Device } from './device.ts'
import type { Formula, Sentence } from '../../program/formula.ts'
import { judged } from '../../program/judged.ts'
import type { Judgement } from '../../program/judgement.ts'
import type { Reading } from '../../program/proposition.ts'
import type { Batch } from '../batch.ts'
import { arraysIn, AtomJudge } from './atom-judge.ts'
import { DeviceContext, type Mode } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { download } from './download.ts'
import { evaluate } from './evaluate.ts'
import { uploaded } from './upload.ts'

/** Computes an array on the engine, and brings it with its bounds to the host. Leaves no tensor behind. */
export function compute(
  { steps, value }: Formula,
  batch: Batch,
  engine: Device,
  mode: Mode = 'static',
): Promise<DeviceArray> {
  const context = new DeviceContext(engine, mode)
  return download(context, () => {
    const result = evaluate(steps, uploaded(batch, context), context)[value]
    return { result, wanted: [result] }
  })
}

/** What the engine's numbers say of a statement. Leaves no tensor behind. */
export async function decide(
  { steps, statement }: Sentence,
  batch: Batch,
  engine: Device,
  mode: Mode = 'static',
): Promise<Record<Reading, Judgement>> {
  const context = new DeviceContext(engine, mode)
  const values = await download(context, () => {
    const result = evaluate(steps, uploaded(batch, context), context)
    return { result, wanted: new Set(arraysIn(statement, steps).map((value) => result[value])) }
  })
  const judge = new AtomJudge(steps, values, batch, context)
  const inReading = (reading: Reading) => judged(statement, (atom) => judge.judge(atom, reading))
  return { reals: inReading('reals'), float32: inReading('float32') }
}
