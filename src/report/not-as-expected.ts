import type { ClaimEvidence } from '../evidence/schema.ts'
import { failedClaim } from './failed-claim.ts'

/** What is not as a claim expects it, in a line. */
export const notAsExpected = (claim: ClaimEvidence): string => failedClaim(claim).problems.join('; ')
