import type { Claim, Probability, Scaling } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { lowerLimit, upperLimit } from '../statistics/clopper-pearson.ts'
import { meanInterval } from '../statistics/student.ts'
import type { Counts, Tally } from './tally.ts'

/** Confidence of every limit and interval that a campaign states. */
const CONFIDENCE = 1 - 1e-6

type Verdict = ClaimEvidence['verdict']['reals']

/** The verdict of each reading from what was counted, and the limits that it rests on. */
export interface Findings extends Pick<ClaimEvidence, 'failureRateAtMost' | 'probability' | 'scaling'> {
  readonly reals: Verdict
  readonly float32: Verdict
}

/** What the counts of a campaign allow to be said, and no more. */
export function findingsOf(claim: Claim, tally: Tally): Findings {
  switch (claim.kind) {
    case 'forAll':
      return {
        reals: universal(claim, tally),
        float32: returnedNumbers(tally),
        failureRateAtMost:
          tally.reals.violated === 0 && tally.tried > 0
            ? { limit: failureLimit(tally.reals), confidence: CONFIDENCE }
            : null,
      }
    case 'exists':
      return { reals: existential(tally), float32: returnedWitness(tally), failureRateAtMost: null }
    case 'probability':
      return probabilityFindings(claim, tally)
    case 'scaling':
      return scalingFindings(claim, tally)
  }
}

/** How many of the cases reached each region that the claim has to cover. */
export const coverageOf = (claim: Claim, { covered, tried }: Tally): ClaimEvidence['inputs']['coverage'] =>
  (claim.cover ?? []).map(({ name, atLeast }, i) => ({
    name,
    atLeast,
    reached: covered[i],
    cases: tried,
    met: covered[i] >= atLeast * tried,
  }))

const percent = (share: number) => `${(100 * share).toPrecision(3)} %`
const grouped = (n: number) => n.toLocaleString('en')
const cases = (n: number) => `${grouped(n)} ${n === 1 ? 'case' : 'cases'}`
const inconclusive = (meaning: string): Verdict => ({ status: 'inconclusive', meaning })

function openPart({ undecided, discarded }: Counts): string {
  const parts = []
  if (undecided > 0) parts.push(`${cases(undecided)} undecided`)
  if (discarded > 0) parts.push(`${grouped(discarded)} discarded`)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

/** Undecided cases count as failures: whatever they are, the limit holds. */
const failureLimit = ({ satisfied, consistent, violated, undecided }: Counts): number =>
  upperLimit(undecided, satisfied + consistent + violated + undecided, CONFIDENCE)

function failureSentence(counts: Counts): string {
  const condition = counts.undecided > 0 ? ', even if every undecided case fails' : ''
  return `fails with probability below ${percent(failureLimit(counts))} on these inputs${condition}`
}

function universal(claim: Claim, tally: Tally): Verdict {
  const { satisfied, consistent, violated } = tally.reals
  const open = openPart(tally.reals)
  if (violated > 0) {
    const share = `${grouped(violated)} of ${cases(tally.tried)} violate it${open}`
    return { status: 'refuted', meaning: `False: a certified counterexample; ${share}.` }
  }
  if (satisfied + consistent === 0) return inconclusive(`Nothing was decided${open}.`)
  const uncovered = coverageOf(claim, tally).flatMap(({ name, met }) => (met ? [] : [`"${name}"`]))
  if (uncovered.length > 0)
    return inconclusive(
      `The cases did not reach ${uncovered.join(', ')} often enough to mean anything${open}.`,
    )
  const width = tally.widest ? tally.widest.width.toPrecision(2) : 'a finite width'
  const seen =
    consistent === 0
      ? `No violation in ${cases(satisfied)}`
      : (satisfied > 0 ? `${cases(satisfied)} satisfied, ` : '') +
        `${cases(consistent)} consistent with equality, to within ${width}; no contradiction`
  return { status: 'supported', meaning: `${seen}${open}: ${failureSentence(tally.reals)}.` }
}

function returnedNumbers({ float32, reals }: Tally): Verdict {
  const { satisfied, violated } = float32
  const decided = satisfied + violated
  if (decided === 0) return inconclusive('Nothing was decided about the returned numbers.')
  if (violated === 0) {
    const seen = `The returned numbers satisfied it in ${cases(decided)}`
    return { status: 'supported', meaning: `${seen}: ${failureSentence(float32)}.` }
  }
  const artefact = reals.violated === 0 ? ': an artefact of rounding, not of the statement' : ''
  const seen = `The returned numbers violate it in ${grouped(violated)} of ${cases(decided)}`
  return { status: 'refuted', meaning: `${seen}${artefact}.` }
}

function existential({ reals: { satisfied, violated }, tried }: Tally): Verdict {
  if (satisfied > 0)
    return {
      status: 'proved',
      meaning: `True: a certified witness, the first of ${grouped(satisfied)}.`,
    }
  if (violated > 0)
    return {
      status: 'refuted',
      meaning: `False: in ${cases(violated)} it is certified that there is no witness.`,
    }
  return inconclusive(`No witness and no obstruction in ${cases(tried)}.`)
}

function returnedWitness({ float32: { satisfied }, tried }: Tally): Verdict {
  if (satisfied === 0) return inconclusive(`The returned numbers were no witness in ${cases(tried)}.`)
  const seen = `${cases(satisfied)} of ${grouped(tried)}`
  return { status: 'proved', meaning: `The returned numbers are a witness in ${seen}.` }
}

function probabilityFindings(claim: Probability, tally: Tally): Findings {
  const { verdict: reals, evidence: probability } = eventVerdict(claim, tally.reals)
  const { verdict: float32 } = eventVerdict(claim, tally.float32)
  return { reals, float32, failureRateAtMost: null, probability }
}

function eventVerdict({ bound: { relation, value, formula } }: Probability, counts: Counts) {
  const events = counts.satisfied
  const undecided = counts.undecided + counts.consistent
  const draws = events + counts.violated + undecided
  // An undecided draw may be the event or not; each limit assumes the worse.
  const lower = lowerLimit(events, draws, CONFIDENCE)
  const upper = upperLimit(events + undecided, draws, CONFIDENCE)
  const limits = { events, draws, undecided, lower, upper, confidence: CONFIDENCE }
  return { verdict: verdict(), evidence: { relation, bound: value, formula, ...limits } }

  function verdict(): Verdict {
    if (draws === 0) return inconclusive('No draw was decided.')
    const seen = `${grouped(events)} events in ${grouped(draws)} draws: probability in [${lower.toPrecision(3)}, ${upper.toPrecision(3)}]`
    const atLeast = relation === 'atLeast'
    const asked = `${atLeast ? '≥' : '≤'} ${value.toPrecision(3)}`
    if (atLeast ? lower >= value : upper <= value)
      return { status: 'supported', meaning: `${seen}, ${asked} as claimed.` }
    if (atLeast ? upper < value : lower > value)
      return { status: 'refuted', meaning: `${seen}, not ${asked}.` }
    return inconclusive(`${seen}; the claimed ${asked} is neither reached nor excluded.`)
  }
}

function scalingFindings({ exponent: { is, spacing } }: Scaling, tally: Tally): Findings {
  const n = tally.slopes.length
  const mean = n > 0 ? tally.slopes.reduce((a, b) => a + b, 0) / n : NaN
  const variance = tally.slopes.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) / (n - 1)
  const interval = n > 1 ? meanInterval(n, mean, variance, CONFIDENCE) : undefined
  // Every slope is itself an enclosure; the widest one shifts the interval's ends outward.
  const lower = interval ? interval.lower - tally.widestSlope : null
  const upper = interval ? interval.upper + tally.widestSlope : null
  return {
    reals: verdict(),
    float32: returnedNumbers(tally),
    failureRateAtMost: null,
    scaling: {
      exponent: is,
      spacing,
      mean: Number.isFinite(mean) ? mean : null,
      lower,
      upper,
      confidence: CONFIDENCE,
      cases: n,
    },
  }

  function verdict(): Verdict {
    const open = openPart(tally.reals)
    if (lower === null || upper === null) return inconclusive(`Fewer than two slopes were decided${open}.`)
    const seen = `Mean slope in [${lower.toPrecision(5)}, ${upper.toPrecision(5)}] over ${cases(n)}${open}`
    const [low, high] = [is - spacing / 2, is + spacing / 2]
    if (low < lower && upper < high)
      return { status: 'supported', meaning: `${seen}: of the possible exponents only ${is} fits.` }
    if (upper < low || lower > high)
      return { status: 'refuted', meaning: `${seen}: the exponent is not ${is}.` }
    return inconclusive(`${seen}: does not single out an exponent.`)
  }
}
