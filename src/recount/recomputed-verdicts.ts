import { isDeepStrictEqual } from 'node:util'
import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { asExpected, verdictsOf } from '../judge/conclusion.ts'
import { coverageOf } from '../judge/verdict/coverage.ts'
import { findingsOf } from '../judge/verdict/findings.ts'
import { withSearch } from '../judge/verdict/searched.ts'
import { inBrief } from './differences.ts'
import { tallyOf } from './tally-of.ts'

/** Whether the verdicts, their sentences and limits are what the rules make of the counts. */
export function checkVerdicts(claim: Claim, found: ClaimEvidence, demanded?: number): string[] {
  const tally = tallyOf(claim, found)
  const findings = withSearch(findingsOf(claim, tally, demanded), found.search, tally)
  const verdicts = verdictsOf(tally, findings, found.nondeterminism)
  const wrong: string[] = []
  const compare = (what: string, is: unknown, should: unknown): void => {
    if (!isDeepStrictEqual(is, should))
      wrong.push(`${what} is ${inBrief(is, 1000)}; the counts make it ${inBrief(should, 1000)}`)
  }
  const { reals, float32 } = found.verdict
  compare('the verdict over the reals', reals.status, verdicts.reals.status)
  compare('the sentence of the verdict over the reals', reals.meaning, verdicts.reals.meaning)
  compare('what the verdict over the reals lacks', reals.lacks, verdicts.reals.lacks)
  compare('the float32 verdict', float32?.status, verdicts.float32.status)
  compare('the sentence of the float32 verdict', float32?.meaning, verdicts.float32.meaning)
  compare('what the float32 verdict lacks', float32?.lacks, verdicts.float32.lacks)
  compare('the limit on the failure rate', found.failureRateAtMost, findings.limits.failureRateAtMost)
  compare('the limit on failing by more than a width', found.apartAtMost, findings.limits.apartAtMost)
  compare('what the claim demands', found.demand, findings.limits.demand)
  compare('what is said of its parts', found.members, findings.limits.members)
  compare('the trivial share', found.trivial, findings.limits.trivial)
  compare('what is said of its regions', found.inputs.coverage, coverageOf(claim, tally))
  compare('the limits on the probability', found.probability, findings.limits.probability)
  compare(
    'asExpected',
    found.asExpected,
    found.nondeterminism.length === 0 && asExpected(claim, tally, findings, found),
  )
  return wrong
}
