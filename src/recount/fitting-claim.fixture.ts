import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { refit } from './refitted.fixture.ts'
import { statedClaims } from './stated-claim.ts'

const none = { consistent: 0, violated: 0, undecided: 0, open: 0, discarded: 0 }

/** Evidence of a claim that was never judged, which its own counts do not contradict: 500 satisfied cases. For tests. */
export function fittingClaim(
  id: string,
  change: (claim: ClaimEvidence) => void = () => undefined,
): ClaimEvidence {
  const byTier = { device: 480, running: 0, interval: 19, mpfr: 1, exact: 0 }
  const returned = { rounding: 0, statement: 0, unexplained: 0 }
  const float32 = { satisfied: 500, violated: returned, nonFinite: 0, undecided: 0, discarded: 0 }
  const unsaid = { status: 'inconclusive', meaning: '-' } as const
  const claim = plantedClaim(id, {
    verdict: { reals: unsaid, float32: { ...unsaid, cases: float32 } },
    range: { from: 0, to: 500 },
    cases: { satisfied: 500, ...none, byTier, discardedByDevice: 0, byForm: 0 },
    sample: { cases: 500, satisfied: 500 },
    undecided: [],
    inputs: { shapes: ['x[2]'], distributions: {}, coverage: [] },
  })
  change(claim)
  refit(claim, statedClaims(claim)[0].claim)
  return claim
}
