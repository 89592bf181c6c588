import { nearest, UnknownClaimError } from '../claim/find-claim.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { inOneLine } from './visible.ts'

/**
 * What evidence has of a claim.
 *
 * @throws {UnknownClaimError} when it has nothing of it, with what it speaks of
 */
export function claimIn({ claims, examined, complete, run }: Evidence, id: string): ClaimEvidence {
  const found = claims.find((claim) => claim.id === id)
  if (found) return found
  const names = examined ? [examined.subject] : claims.map((claim) => claim.id)
  const near = nearest(id, names)
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are: ${names.join(', ')}`
  throw new UnknownClaimError(
    inOneLine(
      !complete && run.selected.includes(id)
        ? `the run ended before it judged "${id}"; go on with it by --resume`
        : `the evidence says nothing of "${id}"; ${names.length > 0 ? hint : 'it holds no claim'}`,
    ),
  )
}
