import type { ClaimEvidence } from '../evidence/schema.ts'

/** What was found about a claim, without where its file is from and which run it was taken over from. */
export function withoutPlace(claim: ClaimEvidence): ClaimEvidence {
  const { origin, baseline, ...found } = claim
  void [origin, baseline]
  return found
}
