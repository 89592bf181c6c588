import type { ClaimEvidence } from '../evidence/schema.ts'

/** Whether something says that a time ended its shrinking, in a run that had no such time. */
export function checkShrinking(found: ClaimEvidence, byTime: boolean): string[] {
  if (byTime) return []
  const { counterexample, witnesses, verdict, controls, ablations, mutants } = found
  const shrunk = [
    counterexample,
    ...witnesses,
    verdict.float32?.counterexample,
    ...controls,
    ...ablations,
    ...mutants,
  ]
  return shrunk.some((each) => each?.candidates !== undefined)
    ? ['a time is said to have ended the shrinking of a case, and the command gives none']
    : []
}
