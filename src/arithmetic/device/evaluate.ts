import type { Step } from '../../program/step.ts'
import type { DeviceContext } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { CONSTANTS, KERNELS } from './kernels.ts'

/** The arrays of every value of a program, within the enclosing `tf.tidy`. @param inputs by name */
export function evaluate(
  steps: readonly Step[],
  inputs: Readonly<Record<string, DeviceArray>>,
  context: DeviceContext,
): readonly DeviceArray[] {
  const values: DeviceArray[] = []
  for (const step of steps) values.push(valueOf(step, values, inputs, context))
  return values
}

function valueOf(
  step: Step,
  values: readonly DeviceArray[],
  inputs: Readonly<Record<string, DeviceArray>>,
  context: DeviceContext,
): DeviceArray {
  switch (step.op) {
    case 'input':
      return inputs[step.name]
    case 'constant':
      return CONSTANTS.constant(context, step)
    case 'fraction':
      return CONSTANTS.fraction(context, step)
    default: {
      const kernel = KERNELS[step.op] as (step: Step, ...of: DeviceArray[]) => DeviceArray
      return kernel(step, ...step.of.map((value) => values[value]))
    }
  }
}
