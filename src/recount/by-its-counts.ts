import { limitsTimes, OverLimit } from '../auditor/limits.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { checkSeeds } from './asked-run.ts'
import { checkCounts } from './count-sums.ts'
import { checkFailed } from './failed-claim.ts'
import { checkVerdicts } from './recomputed-verdicts.ts'
import { statedClaims } from './stated-claim.ts'
import { demandTails } from './tail-work.ts'
import { checkWhichDecide } from './which-decide.ts'

/**
 * What of a claim's evidence its own counts contradict, in a few words each: all that can be told without the claim. A
 * reader of a file asks no less, whoever made it.
 */
export function contradictionsIn(found: ClaimEvidence, run: Evidence['run']): readonly string[] {
  try {
    demandTails(found, limitsTimes(1))
    const apart = [...checkCounts(found, run.recheck), ...checkSeeds(found, run.seed)]
    if (apart.length > 0) return apart
    if (found.kind === 'probability' && !found.probability && !found.error)
      return ['it is about a probability, and states none']
    const readings = statedClaims(found).map((stated) => {
      if (found.error) return checkFailed(found, found.error, stated, run)
      const { claim } = stated
      return [...checkVerdicts(claim, found, run.demand ?? undefined), ...checkWhichDecide(claim, found)]
    })
    return readings.find((wrong) => wrong.length === 0) ?? readings[0]
  } catch (error) {
    if (error instanceof OverLimit)
      return ['so many cases are counted that it is not looked at what follows from them']
    return [`its verdicts cannot be checked: ${error instanceof Error ? error.message : String(error)}`]
  }
}
