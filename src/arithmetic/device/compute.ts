import type { Engine } from '../../engine/engine.ts'
import type { Formula } from '../../program/formula.ts'
import type { Batch } from '../batch.ts'
import { DeviceContext, type Mode } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { download } from './download.ts'
import { evaluate } from './evaluate.ts'

/** Computes an array on the engine, and brings it with its bounds to the host. Leaves no tensor behind. */
export function compute(
  { steps, value }: Formula,
  batch: Batch,
  engine: Engine,
  mode: Mode = 'static',
): Promise<DeviceArray> {
  const context = new DeviceContext(engine, mode)
  return download(context, () => {
    const result = evaluate(steps, context.inputs(batch), context)[value]
    return { result, wanted: [result] }
  })
}
