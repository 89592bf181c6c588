import { isDeepStrictEqual } from 'node:util'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { asExpected, verdictsOf } from '../judge/judge-claim.ts'
import { Tally } from '../judge/tally.ts'
import { findingsOf } from '../judge/verdict/findings.ts'
import { fromHex } from '../program/hex-float.ts'
import { inBrief } from './differences.ts'

/** Whether the verdicts, their sentences and limits are what the rules make of the counts. */
export function checkVerdicts(claim: Claim, found: ClaimEvidence, demanded?: number): string[] {
  const tally = tallyOf(claim, found)
  const findings = findingsOf(claim, tally, demanded)
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
  compare('the limits on the probability', found.probability, findings.limits.probability)
  compare(
    'asExpected',
    found.asExpected,
    found.nondeterminism.length === 0 && asExpected(claim, tally, findings, found),
  )
  return wrong
}

function tallyOf(claim: Claim, found: ClaimEvidence): Tally {
  const tally = new Tally(claim)
  const { byTier, discardedByDevice, byForm, ...counts } = found.cases
  Object.assign(tally.reals, counts)
  Object.assign(tally.all.sample, found.sample)
  Object.assign(tally.byTier, byTier)
  tally.discardedByDevice = discardedByDevice
  tally.byForm = byForm
  Object.assign(tally.float32, found.verdict.float32?.cases)
  const regions = [...found.inputs.coverage, ...(found.trivial ? [found.trivial] : [])]
  regions.forEach(({ reached }, i) => (tally.covered[i] = reached))
  takeMembers(tally, claim, found)
  tally.rechecked.contradictions.push(...found.rechecked.contradictions.map(({ index }) => index))
  if (found.widest) tally.widest = { index: found.widest.case.index, width: fromHex(found.widest.width) }
  return tally
}

/** Puts the counts of the subjects and distributions in; which subject has a witness, its case tells. */
function takeMembers(tally: Tally, claim: Claim, found: ClaimEvidence): void {
  const names = subjectsOf(claim.subject).map(({ name }) => name)
  for (const { of, name, cases, sample } of found.members) {
    if (of === 'distribution') tally.distributions.set(name, { cases, sample })
    else Object.assign(tally.subjects[names.indexOf(name)] ?? {}, { cases, sample })
  }
  if (names.length === 1)
    Object.assign(tally.subjects[0], { cases: tally.all.cases, sample: tally.all.sample })
  for (const { subject, case: named } of found.witnesses)
    Object.assign(tally.subjects[names.indexOf(subject)] ?? {}, { firstSatisfied: named.index })
  for (const { subject, case: named } of found.verdict.float32?.witnesses ?? [])
    Object.assign(tally.subjects[names.indexOf(subject)] ?? {}, { firstSatisfiedFloat32: named.index })
}
