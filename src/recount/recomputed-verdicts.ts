import { isDeepStrictEqual } from 'node:util'
import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { asExpected, verdictsOf } from '../judge/judge-claim.ts'
import { Tally } from '../judge/tally.ts'
import { findingsOf } from '../judge/verdict.ts'
import { fromHex } from '../program/hex-float.ts'

/** The slopes of a `scaling` claim, which evidence does not hold one by one. */
export interface Slopes {
  readonly values: readonly number[]
  readonly widest: number
}

/** Whether the verdicts, their sentences and limits are what the rules make of the counts. */
export function checkVerdicts(claim: Claim, found: ClaimEvidence, slopes: Slopes | undefined): string[] {
  if (claim.kind === 'scaling' && !slopes) return []
  const tally = tallyOf(claim, found, slopes)
  const findings = findingsOf(claim, tally)
  const verdicts = verdictsOf(tally, findings, found.nondeterminism)
  const wrong: string[] = []
  const compare = (what: string, is: unknown, should: unknown): void => {
    if (!isDeepStrictEqual(is, should))
      wrong.push(`${what} is ${JSON.stringify(is)}; the counts make it ${JSON.stringify(should)}`)
  }
  const { reals, float32 } = found.verdict
  compare('the verdict over the reals', reals.status, verdicts.reals.status)
  compare('the sentence of the verdict over the reals', reals.meaning, verdicts.reals.meaning)
  compare('the float32 verdict', float32?.status, verdicts.float32.status)
  compare('the sentence of the float32 verdict', float32?.meaning, verdicts.float32.meaning)
  compare('the limit on the failure rate', found.failureRateAtMost, findings.failureRateAtMost)
  compare('the limits on the probability', found.probability, findings.probability)
  compare('the interval of the exponent', found.scaling, findings.scaling)
  compare(
    'asExpected',
    found.asExpected,
    found.nondeterminism.length === 0 && asExpected(claim, tally, findings, found),
  )
  return wrong
}

function tallyOf(claim: Claim, found: ClaimEvidence, slopes: Slopes | undefined): Tally {
  const tally = new Tally(claim.cover?.length ?? 0)
  const { byTier, ...counts } = found.cases
  Object.assign(tally.reals, counts)
  Object.assign(tally.byTier, byTier)
  Object.assign(tally.float32, found.verdict.float32?.cases)
  found.inputs.coverage.forEach(({ reached }, i) => (tally.covered[i] = reached))
  tally.rechecked.contradictions.push(...found.rechecked.contradictions.map(({ index }) => index))
  if (found.widest) tally.widest = { index: found.widest.case.index, width: fromHex(found.widest.width) }
  if (slopes) {
    tally.slopes.push(...slopes.values)
    tally.widestSlope = slopes.widest
  }
  return tally
}
