import type { Program } from '../../program/program.ts'
import { atomsOf, comparedBy } from '../../program/statement.ts'
import type { Value } from '../../program/step.ts'

const known = new WeakMap<Program, ReadonlySet<Value>>()

/** The values from which hypotheses, claim and obstruction follow: what only regions compare, or is observed, is not among them. */
export function liveValues(program: Program): ReadonlySet<Value> {
  let live = known.get(program)
  if (!live) known.set(program, (live = found(program)))
  return live
}

function found({ steps, hypotheses, claim, obstruction }: Program): ReadonlySet<Value> {
  const statements = [...hypotheses, claim, ...(obstruction ? [obstruction] : [])]
  const live = new Set(statements.flatMap((statement) => [...atomsOf(statement)].flatMap(comparedBy)))
  // Operands come before what is computed from them.
  for (let value = steps.length - 1; value >= 0; value--)
    if (live.has(value)) for (const operand of steps[value].of) live.add(operand)
  return live
}
