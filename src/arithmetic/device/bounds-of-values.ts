import type { Program } from '../../program/program.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Batch } from '../batch.ts'
import type { DeviceContext } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { evaluate } from './evaluate.ts'
import { spanClasses } from './span-classes.ts'
import { spansOfArray } from './spans.ts'
import { uploaded } from './upload.ts'

/** The values of a program, each lane with bounds of its own. */
export const boundsByLane = (
  { steps }: Program,
  batch: Batch,
  context: DeviceContext,
): readonly DeviceArray[] => evaluate(steps, uploaded(batch, context), context)

/** The values of a program, with bounds that are found once for each class of lanes: a little wider, at a fraction of the time. */
export function boundsInClasses(
  { steps }: Program,
  batch: Batch,
  context: DeviceContext,
): readonly DeviceArray[] {
  const names = batch.names.filter((name) => sizeOf(batch.shapes[name]) > 0)
  const spans = Object.fromEntries(names.map((name) => [name, spansOfArray(batch, name)]))
  const { classOf, count, bounds } = spanClasses({ names, lanes: batch.lanes }, spans)
  const values = evaluate(steps, uploaded({ ...batch, lanes: count, bounds }, context), context)
  for (const value of values) value.spread(classOf)
  return values
}
