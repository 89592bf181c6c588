import { comparedIn, neededFor } from '../../program/dependence.ts'
import type { Program } from '../../program/program.ts'
import type { Statement } from '../../program/statement.ts'
import type { Step, Value } from '../../program/step.ts'

/** Steps that some values need, and what these are called there. */
export interface Pruned {
  readonly steps: readonly Step[]
  readonly renamed: ReadonlyMap<Value, Value>
}

/** The steps without those that none of the values needs. */
export function prunedTo(steps: readonly Step[], wanted: Iterable<Value>): Pruned {
  const needed = neededFor(wanted, steps)
  const renamed = new Map<Value, Value>()
  const kept: Step[] = []
  steps.forEach((step, value) => {
    if (!needed.has(value)) return
    renamed.set(value, kept.length)
    kept.push({ ...step, of: step.of.map((operand) => renamed.get(operand)!) })
  })
  return { steps: kept, renamed }
}

/** The program without steps that neither its claim nor its hypotheses need, and without regions. */
export function prunedProgram(program: Program): Program {
  const { steps, renamed } = prunedTo(program.steps, comparedIn([program.claim, ...program.hypotheses]))
  const of = (statement: Statement): Statement => inNames(statement, renamed)
  return {
    steps,
    claim: of(program.claim),
    hypotheses: program.hypotheses.map(of),
    existential: program.existential,
    obstruction: undefined,
    regions: [],
    observed: undefined,
  }
}

function inNames(statement: Statement, renamed: Pruned['renamed']): Statement {
  switch (statement[0]) {
    case 'and':
    case 'or':
    case 'implies':
    case 'iff':
      return [statement[0], inNames(statement[1], renamed), inNames(statement[2], renamed)]
    case 'not':
    case 'all':
    case 'any':
      return [statement[0], inNames(statement[1], renamed)]
    case 'rankAtMost':
    case 'rankAtLeast':
      return [statement[0], renamed.get(statement[1])!, statement[2]]
    default:
      return [statement[0], renamed.get(statement[1])!, renamed.get(statement[2])!]
  }
}
