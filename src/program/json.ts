import { OPERATIONS } from './operations.ts'
import type { Program } from './program.ts'
import type { Statement } from './statement.ts'
import type { Step } from './step.ts'

/**
 * A program as a certificate holds it and a stranger's program evaluates it: `steps[i]` is
 * `[name, ...operands, ...parameters]` and computes value number i, a row-major array of real numbers. Operations have
 * TensorFlow.js's names and meanings, and shapes broadcast as there.
 */
export interface StraightLine {
  readonly steps: readonly (readonly unknown[])[]
  readonly hypotheses: readonly Statement[]
  readonly claim: Statement
  readonly obstruction?: Statement
}

export function toJson({ steps, hypotheses, claim, obstruction }: Program): StraightLine {
  return { steps: steps.map(stepToJson), hypotheses, claim, ...(obstruction && { obstruction }) }
}

function stepToJson(step: Step): readonly unknown[] {
  const parameters = OPERATIONS[step.op].parameters as (step: Step) => readonly unknown[]
  return [step.op, ...step.of, ...parameters(step)]
}
