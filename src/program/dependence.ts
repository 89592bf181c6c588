import type { Program } from './program.ts'
import { atomsOf, comparedBy, type Statement } from './statement.ts'
import type { Step, Value } from './step.ts'

/** All that a program states: hypotheses, claim, obstruction, regions. */
export const statementsOf = ({ hypotheses, claim, obstruction, regions }: Program): Statement[] => [
  ...hypotheses,
  claim,
  ...(obstruction ? [obstruction] : []),
  ...regions,
]

/** The values that statements compare, from left to right. */
export const comparedIn = (statements: readonly Statement[]): Value[] =>
  statements.flatMap((statement) => [...atomsOf(statement)].flatMap(comparedBy))

/** The values on which some depend, with these themselves. */
export function neededFor(read: Iterable<Value>, steps: readonly Step[]): Set<Value> {
  const needed = new Set(read)
  // Operands come before what is computed from them.
  for (let value = steps.length - 1; value >= 0; value--)
    if (needed.has(value)) for (const operand of steps[value].of) needed.add(operand)
  return needed
}

/** The values of some steps, and those that depend on them. */
export function dependentOn(isOne: (step: Step) => boolean, steps: readonly Step[]): Set<Value> {
  const dependent = new Set<Value>()
  steps.forEach((step, value) => {
    if (isOne(step) || step.of.some((operand) => dependent.has(operand))) dependent.add(value)
  })
  return dependent
}

/** The values that depend on an input; the others are the same in every case. */
export const varyingIn = (steps: readonly Step[]): Set<Value> =>
  dependentOn(({ op }) => op === 'input', steps)
