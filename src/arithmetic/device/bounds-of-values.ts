import type { Program } from '../../program/program.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Batch, Spans } from '../batch.ts'
import type { DeviceContext } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { evaluate } from './evaluate.ts'
import { spanClasses } from './span-classes.ts'
import { spansOf } from './spans.ts'
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
  const { data, lanes, shapes } = batch
  const names = batch.names.filter((name) => sizeOf(shapes[name]) > 0)
  const spansHere = (name: string): Spans =>
    batch.bounds?.[name] ?? spansOf(data[name], lanes, shapes[name].at(-1) ?? 1)
  const spans = Object.fromEntries(names.map((name) => [name, spansHere(name)]))
  const { classOf, count, bounds } = spanClasses({ names, lanes }, spans)
  const values = evaluate(steps, uploaded({ ...batch, lanes: count, bounds }, context), context)
  for (const value of values) value.spread(classOf)
  return values
}
