import { batchOf, shapesOf } from '../arithmetic/batch.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { caseAt } from '../generate/stream.ts'
import { subjectOf } from '../judge/case-group.ts'
import { decideOverReals } from '../judge/decide-over-reals.ts'
import { failureOf, type Failure } from '../judge/failure.ts'
import { failedClaim } from '../judge/conclusion.ts'
import { differenceOf, twoCases, twoCasesOf } from '../judge/same-case.ts'
import { higherTiers } from '../judge/scalar-tiers.ts'
import { differences, inBrief } from './differences.ts'
import { whatWasFound } from './what-was-found.ts'

/** Whether a claim that is said to have failed says nothing else. */
export const checkFailed = (
  found: ClaimEvidence,
  error: Failure,
  loaded: LoadedClaim,
  { seed }: Evidence['run'],
): string[] =>
  differences(whatWasFound(found), failedClaim(loaded, error, found.range, seed)).map(
    ({ path, is, should }) => `it failed, and ${path} is ${inBrief(is)}, not ${inBrief(should)}`,
  )

/** Whether the code of a claim, or of a variant, fails here too on the case that is named, in these words. */
export async function checkFailure(error: Failure, loaded: LoadedClaim, seed: number): Promise<string[]> {
  if (!error.case) return []
  const { index } = error.case
  const message = await messageOf(loaded, seed, index)
  // Which numbers a generator makes of what it keeps is another matter each time.
  const unsteady = twoCasesOf(loaded.claim, seed, index)
  const wasUnsteady = error.message.startsWith(unsteady)
  if (message === error.message || (wasUnsteady && message?.startsWith(unsteady))) return []
  const same = wasUnsteady
    ? ': the generator makes the same case twice, so it keeps something that was otherwise then, or the file was altered'
    : ''
  const here = message === undefined ? `nothing fails on it here${same}` : `here it fails with: ${message}`
  return [`case ${index} is said to fail with "${error.message}"; ${here}`]
}

/** What the code of a claim throws on a case, or what is said of it where its parts contradict each other there. */
async function messageOf(
  { claim, file }: LoadedClaim,
  seed: number,
  index: number,
): Promise<string | undefined> {
  try {
    const item = caseAt(claim.inputs, claim.id, seed, index)
    const difference = differenceOf(item, caseAt(claim.inputs, claim.id, seed, index))
    if (difference !== undefined) return twoCases(claim, seed, index, difference)
    const programs = ClaimPrograms.of(claim).of(subjectOf(claim, seed, index), shapesOf(item))
    const { definition, implementation } = programs
    void implementation
    decideOverReals(definition, batchOf([item]), await higherTiers())
    return undefined
  } catch (error) {
    return failureOf(error, seed, file).message
  }
}
