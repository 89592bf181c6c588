import type { Shape } from '../../program/shape.ts'
import type { Step, StepOf } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import { float32Enclosures, type Enclosures } from './enclosures.ts'
import { IntervalArray } from './interval-array.ts'
import { KERNELS } from './kernels.ts'
import type { Structure, Structured } from './structure.ts'
import { STRUCTURES } from './structures.ts'

/** Float32 numbers known exactly, `lanes` × size of them; an infinity or a NaN means "anything". */
const exactInput = (lanes: number, shape: Shape, data: Float32Array): Structured =>
  new IntervalArray(float32Enclosures(lanes, shape, data))

/** The arrays of a batch, by name. */
export const inputsOf = ({ names, shapes, lanes, data }: Batch): Record<string, Structured> =>
  Object.fromEntries(names.map((name) => [name, exactInput(lanes, shapes[name], data[name])]))

/** The enclosures of every value of a program. @param inputs by name */
export function evaluate(
  steps: readonly Step[],
  inputs: Readonly<Record<string, Structured>>,
): readonly Structured[] {
  const values: Structured[] = []
  for (const step of steps) {
    if (step.op === 'input') values.push(inputs[step.name])
    else
      values.push(
        computed(
          step,
          step.of.map((value) => values[value]),
        ),
      )
  }
  return values
}

/** The result of a step. @param of its operands */
export function computed(step: Exclude<Step, StepOf<'input'>>, of: readonly Structured[]): Structured {
  const kernel = KERNELS[step.op] as (step: Step, ...of: Enclosures[]) => Enclosures
  return structured(step, of, kernel(step, ...of))
}

/** The same, of enclosures that were computed elsewhere. */
export function structured(step: Step, of: readonly Structured[], enclosures: Enclosures): Structured {
  const structure = STRUCTURES[step.op] as ((step: Step, ...of: Structured[]) => Structure) | undefined
  return new IntervalArray(enclosures, structure?.(step, ...of))
}
