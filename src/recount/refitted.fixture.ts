import type { Claim } from '../claim/claim.ts'
import { withEvent } from '../claim/event.ts'
import type { Discovered } from '../claim/discover.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { asExpected, verdictsOf } from '../judge/conclusion.ts'
import { coverageOf } from '../judge/verdict/coverage.ts'
import { findingsOf } from '../judge/verdict/findings.ts'
import { withSearch } from '../judge/verdict/searched.ts'
import { claimOf } from './asked-run.ts'
import { tallyOf } from './tally-of.ts'

/**
 * Evidence with a claim that was changed, and all that follows from its counts put to that: as a forger leaves it who
 * knows the program.
 */
export async function refitted(
  evidence: Evidence,
  id: string,
  claims: Discovered,
  change: (claim: ClaimEvidence) => void,
): Promise<Evidence> {
  const forged = structuredClone(evidence)
  const found = forged.claims.find((claim) => claim.id === id)!
  change(found)
  refit(found, await withEvent(claimOf(id, claims)!.claim), evidence.run.demand ?? undefined)
  return forged
}

/** Puts all that follows from the counts of a claim's evidence to them. */
export function refit(found: ClaimEvidence, claim: Claim, demanded?: number): void {
  const tally = tallyOf(claim, found)
  const findings = withSearch(findingsOf(claim, tally, demanded), found.search, tally)
  const { reals, float32 } = verdictsOf(tally, findings, found.nondeterminism)
  const { cases, witnesses, counterexample } = found.verdict.float32!
  found.verdict = {
    reals,
    float32: {
      ...float32,
      cases,
      ...(witnesses && { witnesses }),
      ...(counterexample && { counterexample }),
    },
  }
  Object.assign(found, findings.limits)
  found.inputs.coverage = coverageOf(claim, tally)
  found.asExpected = found.nondeterminism.length === 0 && asExpected(claim, tally, findings, found)
}
