import type { Part } from './recorder.ts'
import type { Shape } from './shape.ts'
import type { Statement } from './statement.ts'
import type { Step, Value } from './step.ts'

/** A claim on inputs of given shapes as plain data: what every arithmetic runs. */
export interface Program {
  readonly steps: readonly Step[]
  /** What makes the inputs a case at all; each is read as "for all entries". */
  readonly hypotheses: readonly Statement[]
  readonly claim: Statement
  /** Whether the claim looks for a witness. */
  readonly existential: boolean
  /** Of an existential claim: certifies that there is no witness. */
  readonly obstruction: Statement | undefined
  /** What the claim has to cover. */
  readonly regions: readonly Statement[]
  /** Of a scaling claim: the slope of the case, of shape []. */
  readonly observed: Value | undefined
}

/** A claim written down twice: what the engine runs, and what is meant. */
export type Programs = Readonly<Record<Part, Program>>

export type Shapes = Readonly<Record<string, Shape>>
