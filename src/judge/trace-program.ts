import type { Shape } from '../arithmetic/shape.ts'
import type { StraightLine } from '../arithmetic/trace/straight-line.ts'
import { statementOf, TraceArithmetic } from '../arithmetic/trace/trace-real.ts'
import type { Program } from './program.ts'

export interface Traced {
  readonly line: StraightLine
  /** Whether the claim looks for a witness. */
  readonly existential: boolean
}

/** What a program does with inputs of these shapes, written down. */
export function traceProgram(program: Program, shapes: Readonly<Record<string, Shape>>): Traced {
  const x = new TraceArithmetic()
  const { hypothesis, claim, obstruction, existential } = program(x.inputs(shapes), x)
  const line = {
    steps: x.steps,
    hypotheses: [...x.hypotheses, ...(hypothesis ? [statementOf(hypothesis)] : [])],
    claim: statementOf(claim),
    ...(obstruction && { obstruction: statementOf(obstruction) }),
  }
  return { line, existential }
}
