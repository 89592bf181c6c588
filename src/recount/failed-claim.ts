import { shapesOf } from '../arithmetic/batch.ts'
import { subjectsOf } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { variantsOf, withVariant } from '../claim/variants.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { caseAt } from '../generate/stream.ts'
import { ClaimError } from '../judge/campaign.ts'
import { subjectOf } from '../judge/case-group.ts'
import { declared, nothingKnown } from '../judge/judge-claim.ts'
import { differences, inBrief } from './differences.ts'

/** Whether a claim that is said to have failed says nothing else, and fails here too on the case that is named. */
export function checkFailed(found: ClaimEvidence, loaded: LoadedClaim, { seed }: Evidence['run']): string[] {
  const { error, range } = found
  if (!error) return []
  const thrown = error.case
    ? new ClaimError(error.case.index, new Error(error.message))
    : new Error(error.message)
  const should = { ...declared(loaded), ...nothingKnown(loaded.claim, thrown, range.from, seed) }
  const wrong = differences(found, should).map(
    ({ path, is, should }) => `it failed, and ${path} is ${inBrief(is)}, not ${inBrief(should)}`,
  )
  if (!error.case) return wrong
  const messages = messagesOf(loaded, seed, error.case.index)
  if (messages.includes(error.message)) return wrong
  const here = messages.length === 0 ? 'nothing fails on it here' : `here it fails with: ${messages[0]}`
  return [...wrong, `case ${error.case.index} is said to fail with "${error.message}"; ${here}`]
}

/** What the code of a claim and of its variants throws on a case. */
function messagesOf({ claim }: LoadedClaim, seed: number, index: number): string[] {
  return [undefined, ...variantsOf(claim)].flatMap((variant) => {
    const changed = withVariant(claim, variant)
    try {
      const about = subjectsOf(changed.subject).length > 1 ? subjectOf(changed, seed, index) : 0
      const shapes = shapesOf(caseAt(changed.inputs, changed.id, seed, index))
      const { definition, implementation } = new ClaimPrograms(changed).of(about, shapes)
      void [definition, implementation]
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
}
