import type { Claim, Probability } from '../../claim/claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import { toHex } from '../../program/hex-float.ts'
import { violatedOf } from '../returned-numbers.ts'
import type { Tally } from '../tally.ts'
import { ifCovered, trivialOf } from './coverage.ts'
import { eventProbability } from './event-probability.ts'
import { existential, returnedWitness } from './existential.ts'
import { returnedNumbers } from './float32.ts'
import { apartLimit, CONFIDENCE, DEMAND, failureLimit, type Named } from './limits.ts'
import { membersOf } from './members.ts'
import { universal } from './universal.ts'
import { onDevice, openPart, type Verdict } from './words.ts'

/** What verdicts rest on. */
type Limits = Pick<
  ClaimEvidence,
  'demand' | 'failureRateAtMost' | 'apartAtMost' | 'members' | 'trivial' | 'probability'
>

/** The verdict of each reading from what was counted, and the limits that it rests on. */
export interface Findings {
  readonly reals: Verdict
  readonly float32: Verdict
  readonly limits: Limits
}

/**
 * What the counts of a campaign allow to be said, and no more.
 *
 * @param demanded takes the place of what the claim demands
 */
export function findingsOf(claim: Claim, tally: Tally, demanded?: number): Findings {
  const { limits, ...found } = findingsOfKind(claim, tally, demanded)
  const verdicts = {
    reals: ifCovered(claim, tally, found.reals, openPart(tally.reals, tally.byForm)),
    float32: ifCovered(claim, tally, found.float32),
  }
  if (tally.tried + tally.reals.discarded > 0) return { limits, ...verdicts }
  // Where nothing was drawn, nothing is known that keeps more cases from being conclusive.
  const lacking = (verdict: Verdict): Verdict => ({ ...verdict, lacks: { what: 'cases' } })
  return { limits, reals: lacking(verdicts.reals), float32: lacking(verdicts.float32) }
}

function findingsOfKind(claim: Claim, tally: Tally, demanded?: number): Findings {
  const demand = demanded ?? claim.demand ?? DEMAND
  const limits: Limits = {
    demand,
    failureRateAtMost: null,
    apartAtMost: null,
    members: membersOf(claim, tally).map((part) => statedOf(claim, part)),
    trivial: trivialOf(claim, tally),
  }
  switch (claim.kind) {
    case 'forAll':
    case 'scaling':
      return {
        limits: { ...limits, ...failureLimits(tally) },
        reals: universal(claim, tally, demand),
        float32: returnedNumbers(tally, demand),
      }
    case 'exists':
      return {
        limits,
        reals: existential(claim, tally, demand),
        float32: returnedWitness(claim, tally, demand),
      }
    case 'probability': {
      const { reals, float32, probability } = probabilityFindings(claim, tally, demand)
      return { limits: { ...limits, probability }, reals, float32 }
    }
  }
}

/** What is stated of a part of the cases. */
function statedOf({ kind }: Claim, part: Named): Limits['members'][number] {
  const { of, name, cases, sample } = part
  const limited = kind !== 'probability' && cases.violated === 0 && sample.cases > 0
  return {
    of,
    name,
    cases: { ...cases },
    sample: { ...sample },
    failureRateAtMost: limited ? failureLimit(part) : null,
  }
}

function failureLimits(tally: Tally): Pick<Limits, 'failureRateAtMost' | 'apartAtMost'> {
  const { reals, tried, all, widest } = tally
  if (reals.violated > 0 || tried === 0) return { failureRateAtMost: null, apartAtMost: null }
  return {
    failureRateAtMost: all.sample.cases > 0 ? { limit: failureLimit(all), confidence: CONFIDENCE } : null,
    apartAtMost: widest
      ? { limit: apartLimit(all), confidence: CONFIDENCE, width: toHex(widest.width) }
      : null,
  }
}

function probabilityFindings(claim: Probability, tally: Tally, demand: number) {
  const { reals, float32 } = tally
  const { satisfied, violated, consistent, undecided, open, discarded } = reals
  const draws = { events: satisfied, others: violated, undecided: undecided + consistent + open, discarded }
  const { verdict, evidence } = eventProbability(claim, draws, demand, onDevice(tally))
  const ofReturned = {
    events: float32.satisfied,
    others: violatedOf(float32),
    undecided: float32.undecided + float32.nonFinite,
    discarded: float32.discarded,
  }
  const returned = eventProbability(claim, ofReturned, demand)
  return { reals: verdict, float32: returned.verdict, probability: evidence }
}
