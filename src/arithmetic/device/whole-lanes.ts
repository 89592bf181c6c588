import type { OperationName, Step, Value } from '../../program/step.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Batch } from '../batch.ts'

/** Whether something is so in a lane. */
export type InLane = (lane: number) => boolean

/**
 * The lanes in which every entry of a value is a whole number in truth, as far as its inputs and its operations tell. A
 * number that is off by less than a half tells then which one; undefined where nothing is known of any lane.
 */
export function wholeLanes(steps: readonly Step[], batch: Batch, value: Value): InLane | undefined {
  const needed = new Set([value])
  // What is added meanwhile is looked at, too.
  for (const at of needed) {
    const step = steps[at]
    if (step.op === 'constant' ? !step.values.every(Number.isInteger) : !KEEPS_WHOLE.has(step.op))
      return undefined
    for (const of of step.of) needed.add(of)
  }
  const arrays = [...needed].flatMap((at) => {
    const step = steps[at]
    return step.op === 'input' ? [{ data: batch.data[step.name], size: sizeOf(step.shape) }] : []
  })
  return (lane) => arrays.every(({ data, size }) => areWhole(data, lane * size, (lane + 1) * size))
}

/** What gives whole numbers of whole numbers, as an input may be. */
const KEEPS_WHOLE: ReadonlySet<OperationName> = new Set([
  ...(['input', 'neg', 'abs', 'relu', 'square', 'add', 'sub', 'mul', 'minimum', 'maximum'] as const),
  ...(['wherePositive', 'whereNonNegative', 'matMul', 'transpose', 'reshape', 'gather', 'concat'] as const),
  ...(['sum', 'max', 'min'] as const),
])

function areWhole(data: Float32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!Number.isInteger(data[i])) return false
  return true
}
