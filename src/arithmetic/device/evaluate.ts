import { inWords, sizeOf } from '../../program/shape.ts'
import type { Step } from '../../program/step.ts'
import { nonNegativeByForm } from '../non-negative-by-form.ts'
import type { DeviceContext } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { CONSTANTS, KERNELS } from './kernels.ts'
import { constant } from './upload.ts'

/** The arrays of every value of a program, within the enclosing `tf.tidy`. @param inputs by name */
export function evaluate(
  steps: readonly Step[],
  inputs: Readonly<Record<string, DeviceArray>>,
  context: DeviceContext,
): readonly DeviceArray[] {
  const values: DeviceArray[] = []
  const nonNegative = nonNegativeByForm(steps)
  for (const [i, step] of steps.entries()) {
    const value = valueOf(step, values, inputs, context)
    value.bound.nonNegative = nonNegative[i]
    values.push(value)
  }
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
      const of = step.of.map((value) => values[value])
      for (const operand of of) operand.use()
      const kernel = KERNELS[step.op] as (step: Step, ...of: DeviceArray[]) => DeviceArray
      try {
        return withoutEntries(step, of, context) ?? computed(kernel(step, ...of))
      } catch (error) {
        throw refused(step, of, context, error as Error)
      }
    }
  }
}

/** In the order of the steps, where anything is; but a transpose may be computed with, and never made. */
function computed(array: DeviceArray): DeviceArray {
  if (array.context.computes && !array.transposeOf) void array.tensors
  return array
}

/** What an engine threw, with the operation and the shapes that it threw over. */
function refused({ op }: Step, of: readonly DeviceArray[], { tf }: DeviceContext, cause: Error): Error {
  const shapes = of.map(({ lanes, shape }) => `${lanes} × ${inWords(shape)}`).join(' and ')
  const message = `the engine ${tf.getBackend()} did not compute ${op} of ${shapes}: ${cause.message}`
  return Object.assign(new Error(message, { cause }), { name: cause.name })
}

/**
 * What has no entries, or is computed from what has none; no kernel is asked for it. WebAssembly's sum of nothing is
 * whatever stands in its memory, and its largest entries of no rows have another shape.
 */
function withoutEntries(
  step: Step,
  of: readonly DeviceArray[],
  context: DeviceContext,
): DeviceArray | undefined {
  const size = sizeOf(step.shape)
  const some = of.filter(({ shape }) => sizeOf(shape) > 0)
  if (size > 0 && some.length === of.length) return undefined
  if (step.op === 'concat' && size > 0) return some[0]
  return constant(context, new Float64Array(size), step.shape)
}
