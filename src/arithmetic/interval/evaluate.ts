import type { Shape } from '../../program/shape.ts'
import type { Step } from '../../program/step.ts'
import { float32Enclosures } from './enclosures.ts'
import { IntervalArray } from './interval-array.ts'
import { KERNELS } from './kernels.ts'
import type { Structured } from './structure.ts'

/** Float32 numbers known exactly, `lanes` × size of them; an infinity or a NaN means "anything". */
export const exactInput = (lanes: number, shape: Shape, data: Float32Array): Structured =>
  new IntervalArray(float32Enclosures(lanes, shape, data))

/** The enclosures of every value of a program. @param inputs by name */
export function evaluate(
  steps: readonly Step[],
  inputs: Readonly<Record<string, Structured>>,
): readonly Structured[] {
  const values: Structured[] = []
  for (const step of steps) {
    if (step.op === 'input') values.push(inputs[step.name])
    else {
      const kernel = KERNELS[step.op] as (step: Step, ...of: Structured[]) => Structured
      values.push(kernel(step, ...step.of.map((value) => values[value])))
    }
  }
  return values
}
