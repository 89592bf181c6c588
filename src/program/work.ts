import { sizeOf } from './shape.ts'
import type { Step } from './step.ts'

/** Products and sums of numbers that steps take. */
export function workOf(steps: readonly Step[]): number {
  let sum = 0
  for (const step of steps) {
    const inner = step.op === 'matMul' ? (steps[step.of[0]].shape.at(-1) ?? 1) : 1
    const taken = step.op === 'sum' ? sizeOf(steps[step.of[0]].shape) : sizeOf(step.shape)
    sum += inner * taken
  }
  return sum
}
