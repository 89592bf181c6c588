import { sameShape, type Shape } from '../../program/shape.ts'
import { BINARY, isUnary, type OperationName, type Step, type Value } from '../../program/step.ts'

/**
 * Whether each entry of a value is made, by its operations, of the entry of `source` at the same place and of numbers that
 * all the row shares: entries of a row are equal then where those of `source` are.
 */
export function isByEntry(steps: readonly Step[], value: Value, source: Value): boolean {
  const found: boolean[] = []
  for (let at = source; at <= value; at++) found[at] = at === source || isMade(steps[at])
  return found[value]

  function isMade(step: Step): boolean {
    const follows = (of: Value): boolean => found[of] && sameShape(steps[of].shape, step.shape)
    if (isUnary(step) || (step.op === 'belowMax' && step.axis === step.shape.length - 1))
      return follows(step.of[0])
    return isBinary(step) && step.of.every((of) => isShared(steps[of].shape) || follows(of))
  }
}

const isBinary = (step: Step): boolean => (BINARY as readonly OperationName[]).includes(step.op)

/** Whether an operand of that shape has no more than one number for a row. */
const isShared = (shape: Shape): boolean => shape.length === 0 || shape.at(-1) === 1
