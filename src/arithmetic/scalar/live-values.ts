import { comparedIn, neededFor, statementsOf } from '../../program/dependence.ts'
import type { Program } from '../../program/program.ts'
import type { Value } from '../../program/step.ts'

const known = new WeakMap<Program, ReadonlySet<Value>>()

/** The values from which hypotheses, claim and obstruction follow: what only regions compare, or is observed, is not among them. */
export function liveValues(program: Program): ReadonlySet<Value> {
  let live = known.get(program)
  if (!live) known.set(program, (live = found(program)))
  return live
}

const found = (program: Program): ReadonlySet<Value> =>
  neededFor(comparedIn(statementsOf({ ...program, regions: [] })), program.steps)
