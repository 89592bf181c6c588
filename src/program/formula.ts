import type { Real } from './real.ts'
import type { Shapes } from './program.ts'
import { Recorder, type Part } from './recorder.ts'
import { demandProposition, type Proposition } from './proposition.ts'
import type { Statement } from './statement.ts'
import type { Step, Value } from './step.ts'

type Inputs = Record<string, Real>

/** An array as a function of inputs of given shapes, written down. */
export interface Formula {
  readonly steps: readonly Step[]
  readonly value: Value
}

/** A statement about such arrays. */
export interface Sentence {
  readonly steps: readonly Step[]
  readonly statement: Statement
}

/** Writes a formula down. @throws as `Real` and `Recorder` do */
export function recordFormula(
  shapes: Shapes,
  of: (inputs: Inputs, x: Recorder) => Real,
  part: Part = 'definition',
): Formula {
  const x = new Recorder(part)
  const { value } = of(x.inputs(shapes), x)
  return { steps: x.tape.steps, value }
}

/** Writes a statement down. @throws as `Real` and `Recorder` do */
export function recordSentence(
  shapes: Shapes,
  of: (inputs: Inputs, x: Recorder) => Proposition,
  part: Part = 'definition',
): Sentence {
  const x = new Recorder(part)
  const said = of(x.inputs(shapes), x)
  demandProposition(said, x.tape, 'a sentence')
  return { steps: x.tape.steps, statement: said.statement }
}
