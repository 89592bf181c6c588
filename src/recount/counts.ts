import { isDeepStrictEqual } from 'node:util'
import { fromHex } from '../program/hex-float.ts'
import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { asExpected, verdictsOf } from '../judge/judge-claim.ts'
import { LISTED, Tally } from '../judge/tally.ts'
import { findingsOf } from '../judge/verdict.ts'

/** The slopes of a `scaling` claim, which evidence does not hold one by one. */
export interface Slopes {
  readonly values: readonly number[]
  readonly widest: number
}

/** Whether the counts of a claim fit together. */
export function checkCounts(found: ClaimEvidence): string[] {
  const wrong: string[] = []
  const demand = (holds: boolean, what: string): void => void (holds || wrong.push(what))
  const { range, cases, rechecked, inputs, undecided } = found
  const { byTier, ...counts } = cases
  const tried = range.to - range.from
  const total = sum(Object.values(counts))
  demand(total === tried, `${total} cases are counted, and ${tried} indices were tried`)
  const decided = cases.satisfied + cases.consistent + cases.violated
  const inTiers = sum(Object.values(byTier))
  demand(inTiers === decided, `${inTiers} cases are counted by tier, and ${decided} were decided`)
  const listed = Math.min(cases.undecided, LISTED)
  demand(undecided.length === listed, `${undecided.length} undecided cases are named, not ${listed}`)
  const float32 = found.verdict.float32?.cases
  demand(
    !float32 || sum(Object.values(float32)) === tried,
    `the counts of the float32 reading do not add up to ${tried}`,
  )
  demand(rechecked.cases <= tried, 'more cases were decided again than there are')
  const named = [...undecided, ...rechecked.contradictions, ...namedCases(found)]
  demand(
    named.every(({ index }) => index >= range.from && index < range.to),
    'a named case lies outside of the range of cases',
  )
  for (const list of [undecided, rechecked.contradictions])
    demand(
      list.every(({ index }, i) => i === 0 || index > list[i - 1].index),
      'a list of cases is not in order',
    )
  const families = sum(Object.values(inputs.distributions))
  demand(families <= tried, `${families} cases are counted by distribution, and ${tried} were tried`)
  for (const { name, reached, cases: of, met, atLeast } of inputs.coverage) {
    demand(of === tried - cases.discarded, `the coverage of "${name}" is of ${of} cases`)
    demand(
      reached <= of && met === reached >= atLeast * of,
      `the coverage of "${name}" is not what its counts say`,
    )
  }
  return wrong
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

function namedCases({ worst, widest, counterexample, witness, verdict }: ClaimEvidence) {
  return [worst, widest, counterexample, witness, verdict.float32?.counterexample].flatMap((part) =>
    part ? [part.case] : [],
  )
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
