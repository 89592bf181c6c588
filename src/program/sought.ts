import { comparedIn, dependentOn } from './dependence.ts'
import type { Program } from './program.ts'
import type { Statement } from './statement.ts'
import type { Step } from './step.ts'

/**
 * The hypotheses and the claim of a statement that for all of some inputs there are others. Only what is given can keep a
 * case from being one: a hypothesis on what is sought is a part of what a witness satisfies. Else whoever seeks badly would
 * have no case to fail in.
 *
 * @param sought names of the inputs that are sought
 * @throws {RangeError} when the obstruction depends on what is sought: it would exclude one that was tried, and no other
 */
export function givenAndSought(
  { hypotheses, claim, obstruction }: Pick<Program, 'hypotheses' | 'claim' | 'obstruction'>,
  steps: readonly Step[],
  sought: readonly string[],
): Pick<Program, 'hypotheses' | 'claim'> {
  if (sought.length === 0) return { hypotheses, claim }
  const moving = dependentOn((step) => step.op === 'input' && sought.includes(step.name), steps)
  const isOfSought = (statement: Statement): boolean =>
    comparedIn([statement]).some((value) => moving.has(value))
  if (obstruction && isOfSought(obstruction))
    throw new RangeError(
      `the obstruction depends on ${sought.join(', ')}, which the claim seeks; state it of what is given alone, since it has to exclude every witness`,
    )
  const ofWitness = hypotheses.filter(isOfSought)
  return {
    hypotheses: hypotheses.filter((hypothesis) => !isOfSought(hypothesis)),
    claim: ofWitness.reduceRight<Statement>((all, hypothesis) => ['and', ['all', hypothesis], all], claim),
  }
}
