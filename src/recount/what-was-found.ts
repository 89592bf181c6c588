import type { ClaimEvidence } from '../evidence/schema.ts'

/** What was found about a claim, without where its file is from, which run it was taken over from, and what took its time. */
export function whatWasFound(claim: ClaimEvidence): ClaimEvidence {
  const { origin, baseline, time, ...found } = claim
  void [origin, baseline, time]
  return found
}
