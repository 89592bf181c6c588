import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence, Status as VerdictStatus } from '../evidence/schema.ts'
import { lowerLimit, upperLimit } from '../statistics/clopper-pearson.ts'
import { meanInterval } from '../statistics/student.ts'
import type { Counts, Tally } from './tally.ts'

/** Confidence of every limit and interval that a campaign states. */
export const CONFIDENCE = 1 - 1e-6

export interface Verdict {
  readonly status: VerdictStatus
  readonly meaning: string
}

/** A reading's verdict from what was counted. */
export interface Findings {
  readonly reals: Verdict
  readonly float32: Verdict
  readonly failureRateAtMost: ClaimEvidence['failureRateAtMost']
  readonly probability?: NonNullable<ClaimEvidence['probability']>
  readonly scaling?: NonNullable<ClaimEvidence['scaling']>
}

/** What the counts of a campaign allow to be said, and no more. */
export function findingsOf(claim: Claim, tally: Tally): Findings {
  switch (claim.kind) {
    case 'forAll':
      return forAllFindings(claim, tally)
    case 'exists':
      return existsFindings(tally)
    case 'probability':
      return probabilityFindings(claim, tally)
    case 'scaling':
      return scalingFindings(claim, tally)
  }
}

const percent = (share: number) => `${(100 * share).toPrecision(3)} %`
const cases = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'case' : 'cases'}`

function openPart({ undecided, discarded }: Counts): string {
  const parts = []
  if (undecided > 0) parts.push(`${cases(undecided)} undecided`)
  if (discarded > 0) parts.push(`${discarded.toLocaleString('en')} discarded`)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

/** Undecided cases count as failures: whatever they are, the limit holds. */
function failureLimit(tally: Tally): number {
  return upperLimit(tally.reals.undecided, tally.tried, CONFIDENCE)
}

function failureSentence(undecided: number, limit: number): string {
  const condition = undecided > 0 ? ', even if every undecided case fails' : ''
  return `fails with probability below ${percent(limit)} on these inputs${condition}`
}

function forAllFindings(claim: Claim, tally: Tally): Findings {
  const { satisfied, consistent, violated } = tally.reals
  const open = openPart(tally.reals)
  const uncovered = (claim.cover ?? []).filter((c, i) => tally.covered[i] < c.atLeast * tally.tried)
  let reals: Verdict
  if (violated > 0) {
    reals = {
      status: 'refuted',
      meaning: `False: a certified counterexample; ${violated.toLocaleString('en')} of ${cases(tally.tried)} violate it${open}.`,
    }
  } else if (satisfied + consistent === 0) {
    reals = { status: 'inconclusive', meaning: `Nothing was decided${open}.` }
  } else if (uncovered.length > 0) {
    const names = uncovered.map((c) => `"${c.name}"`).join(', ')
    reals = {
      status: 'inconclusive',
      meaning: `The cases did not reach ${names} often enough to mean anything${open}.`,
    }
  } else {
    const equalities =
      consistent > 0
        ? `${cases(consistent)} consistent with equality, to within ${tally.widest ? tally.widest.width.toPrecision(2) : 'a finite width'}; no contradiction`
        : `No violation in ${cases(satisfied)}`
    const both = consistent > 0 && satisfied > 0 ? `${cases(satisfied)} satisfied, ` : ''
    reals = {
      status: 'supported',
      meaning: `${both}${equalities}${open}: ${failureSentence(tally.reals.undecided, failureLimit(tally))}.`,
    }
  }
  const violationsPossible = violated === 0 && tally.tried > 0
  return {
    reals,
    float32: float32ForAll(tally),
    failureRateAtMost: violationsPossible ? { limit: failureLimit(tally), confidence: CONFIDENCE } : null,
  }
}

function float32ForAll({ float32, reals }: Tally): Verdict {
  const decided = float32.satisfied + float32.violated
  if (decided === 0)
    return { status: 'inconclusive', meaning: 'Nothing was decided about the returned numbers.' }
  if (float32.violated === 0) {
    const limit = upperLimit(float32.undecided, decided + float32.undecided, CONFIDENCE)
    return {
      status: 'supported',
      meaning: `The returned numbers satisfied it in ${cases(decided)}: ${failureSentence(float32.undecided, limit)}.`,
    }
  }
  const artefact = reals.violated === 0 ? ': an artefact of rounding, not of the statement' : ''
  return {
    status: 'refuted',
    meaning: `The returned numbers violate it in ${float32.violated.toLocaleString('en')} of ${cases(decided)}${artefact}.`,
  }
}

function existsFindings(tally: Tally): Findings {
  const { reals, float32 } = tally
  let verdict: Verdict
  if (reals.satisfied > 0) {
    verdict = {
      status: 'proved',
      meaning: `True: a certified witness, the first of ${reals.satisfied.toLocaleString('en')}.`,
    }
  } else if (reals.violated > 0) {
    verdict = {
      status: 'refuted',
      meaning: `False: in ${cases(reals.violated)} it is certified that there is no witness.`,
    }
  } else {
    verdict = { status: 'inconclusive', meaning: `No witness and no obstruction in ${cases(tally.tried)}.` }
  }
  const returned: Verdict =
    float32.satisfied > 0
      ? {
          status: 'proved',
          meaning: `The returned numbers are a witness in ${cases(float32.satisfied)} of ${tally.tried.toLocaleString('en')}.`,
        }
      : { status: 'inconclusive', meaning: `The returned numbers were no witness in ${cases(tally.tried)}.` }
  return { reals: verdict, float32: returned, failureRateAtMost: null }
}

function probabilityFindings(claim: Claim & { kind: 'probability' }, tally: Tally): Findings {
  const real = eventVerdict(claim, tally.reals)
  const returned = eventVerdict(claim, tally.float32)
  return {
    reals: real.verdict,
    float32: returned.verdict,
    failureRateAtMost: null,
    probability: real.evidence,
  }
}

function eventVerdict(claim: Claim & { kind: 'probability' }, counts: Counts) {
  const { relation, value, formula } = claim.bound
  const events = counts.satisfied
  const undecided = counts.undecided + counts.consistent
  const draws = events + counts.violated + undecided
  // An undecided draw may be the event or not; each limit assumes the worse.
  const lower = lowerLimit(events, draws, CONFIDENCE)
  const upper = upperLimit(events + undecided, draws, CONFIDENCE)
  const evidence = {
    relation,
    bound: value,
    formula,
    events,
    draws,
    undecided,
    lower,
    upper,
    confidence: CONFIDENCE,
  }
  const sign = relation === 'atLeast' ? '≥' : '≤'
  const seen = `${events.toLocaleString('en')} events in ${draws.toLocaleString('en')} draws: probability in [${lower.toPrecision(3)}, ${upper.toPrecision(3)}]`
  const asked = `${sign} ${value.toPrecision(3)}`
  const holds = relation === 'atLeast' ? lower >= value : upper <= value
  const fails = relation === 'atLeast' ? upper < value : lower > value
  const verdict: Verdict =
    draws === 0
      ? { status: 'inconclusive', meaning: 'No draw was decided.' }
      : holds
        ? { status: 'supported', meaning: `${seen}, ${asked} as claimed.` }
        : fails
          ? { status: 'refuted', meaning: `${seen}, not ${asked}.` }
          : {
              status: 'inconclusive',
              meaning: `${seen}; the claimed ${asked} is neither reached nor excluded.`,
            }
  return { verdict, evidence }
}

function scalingFindings(claim: Claim & { kind: 'scaling' }, tally: Tally): Findings {
  const { is, spacing } = claim.exponent
  const n = tally.slopes.length
  const mean = n > 0 ? tally.slopes.reduce((a, b) => a + b, 0) / n : NaN
  const variance = tally.slopes.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) / (n - 1)
  const interval = n > 1 ? meanInterval(n, mean, variance, CONFIDENCE) : undefined
  // Every slope is itself an enclosure; the widest one shifts the interval's ends outward.
  const lower = interval && interval.lower - tally.widestSlope
  const upper = interval && interval.upper + tally.widestSlope
  const open = openPart(tally.reals)
  let reals: Verdict
  if (lower === undefined || upper === undefined) {
    reals = { status: 'inconclusive', meaning: `Fewer than two slopes were decided${open}.` }
  } else {
    const seen = `Mean slope in [${lower.toPrecision(5)}, ${upper.toPrecision(5)}] over ${cases(n)}${open}`
    const [low, high] = [is - spacing / 2, is + spacing / 2]
    if (low < lower && upper < high) {
      reals = { status: 'supported', meaning: `${seen}: of the possible exponents only ${is} fits.` }
    } else if (upper < low || lower > high) {
      reals = { status: 'refuted', meaning: `${seen}: the exponent is not ${is}.` }
    } else {
      reals = { status: 'inconclusive', meaning: `${seen}: does not single out an exponent.` }
    }
  }
  const scaling = {
    exponent: is,
    spacing,
    mean: Number.isFinite(mean) ? mean : null,
    lower: lower ?? null,
    upper: upper ?? null,
    confidence: CONFIDENCE,
    cases: n,
  }
  return { reals, float32: float32ForAll(tally), failureRateAtMost: null, scaling }
}
