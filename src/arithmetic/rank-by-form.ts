import type { Shape } from '../program/shape.ts'
import type { Step } from '../program/step.ts'

/**
 * For each value an upper limit on its rank, seen as a matrix, that holds for all inputs of these shapes. The interval
 * tier's limits follow the same laws, from what it knows of the numbers too.
 */
export function rankLimitsByForm(steps: readonly Step[]): number[] {
  const limits: number[] = []
  for (const step of steps) {
    const ranks = step.of.map((value) => limits[value])
    const least = leastExtent(step.shape)
    limits.push(
      Math.min(
        least,
        derived(step, ranks, (operand) => steps[step.of[operand]].shape),
      ),
    )
  }
  return limits
}

function derived({ op }: Step, [p, q]: readonly number[], shapeOf: (operand: number) => Shape): number {
  switch (op) {
    case 'add':
    case 'sub':
    case 'concat':
      return p + q
    case 'mul':
      return p * q
    case 'square':
      return p * p
    case 'div':
      return leastExtent(shapeOf(1)) === 1 ? p : Infinity
    case 'matMul':
      return Math.min(p, q)
    case 'neg':
    case 'transpose':
    case 'gather':
      return p
    case 'belowMax':
      return p + 1
    default:
      return Infinity
  }
}

const leastExtent = (shape: Shape): number => Math.min(...[1, 1, ...shape].slice(-2))
