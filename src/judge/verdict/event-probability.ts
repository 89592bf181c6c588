import { down, up } from '../../arithmetic/interval/rounding.ts'
import type { Probability } from '../../claim/claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import { binomialAtMost } from '../../statistics/binomial.ts'
import { lowerLimit, upperLimit } from '../../statistics/clopper-pearson.ts'
import { roundDown } from '../../statistics/round-outward.ts'
import { lackOf, needOf } from './lack.ts'
import { CONFIDENCE } from './limits.ts'
import { above, below, grouped, inconclusive, wouldDo, type Lack, type Verdict } from './words.ts'

/**
 * By how much the probability of exceeding a number from `uniform(0, 1)`, which goes in steps, may differ from that of one
 * that is uniform; `expectation` says so.
 */
const STEP = 2 ** -24

/** Limits on a probability as those on the mean that it stands for. @param mean undefined where it stands for none */
const leastOf = (mean: object | undefined, lower: number): number =>
  mean ? Math.max(0, down(lower - STEP)) : lower
const mostOf = (mean: object | undefined, upper: number): number =>
  mean ? Math.min(1, up(upper + STEP)) : upper

/**
 * Whether the draws exclude what a claim states of the probability of its event, or of the mean that this stands for: then
 * the power of the run, which follows from it, is none.
 */
export function eventExcluded(probability: ClaimEvidence['probability']): boolean {
  if (!probability || probability.event === null || probability.draws === 0) return false
  const { event, lower, upper, mean } = probability
  return event < leastOf(mean, lower) || event > mostOf(mean, upper)
}

/** Draws by whether the event happened. */
export interface Draws {
  readonly events: number
  readonly others: number
  readonly undecided: number
  /** What was drawn besides, and is no draw of the claim. */
  readonly discarded: number
}

/**
 * The verdict on the probability of an event, and the limits that it rests on.
 *
 * @param demand how far from the stated value a probability may still lie of which it is said that nothing contradicts it
 * @param given what the limits are conditional on, beside the hypotheses, as the end of a sentence
 */
export function eventProbability(
  { bound }: Pick<Probability, 'bound'>,
  { events, others, undecided, discarded }: Draws,
  demand: number,
  given = '',
) {
  const { relation, value, formula, range } = bound
  const event = typeof bound.event === 'number' ? bound.event : null
  const draws = events + others + undecided
  // An undecided draw may be the event or not; each limit assumes the worse.
  const lower = lowerLimit(events, draws, CONFIDENCE)
  const upper = upperLimit(events + undecided, draws, CONFIDENCE)
  const [least, most] = [leastOf(range, lower), mostOf(range, upper)]
  const evidence: NonNullable<ClaimEvidence['probability']> = {
    relation,
    bound: value,
    ...(range && { mean: { from: range[0], to: range[1] } }),
    formula,
    events,
    draws,
    undecided,
    lower,
    upper,
    confidence: CONFIDENCE,
    event,
    power: event === null || draws === 0 ? null : powerOf(bound, event, draws, undecided),
  }
  const { meaning, ...said } = verdict()
  const mean = draws === 0 ? '' : meanOf(bound, least, most)
  return { verdict: { ...said, meaning: meaning + mean }, evidence }

  function verdict(): Verdict {
    if (draws === 0) return inconclusive('No draw was decided.', { what: 'tests' })
    const open = undecided > 0 ? `, ${grouped(undecided)} undecided` : ''
    const others = discarded > 0 ? ` (${grouped(discarded)} discarded)` : ''
    const seen = `${grouped(events)} events in ${grouped(draws)} draws${others}${open}: probability in [${below(lower)}, ${above(upper)}]${given}`
    if (relation === 'equals')
      return ofEquality({ ...evidence, lower: least, upper: most, seen, discarded }, demand)
    const atLeast = relation === 'atLeast'
    const asked = atLeast ? `≥ ${above(value)}` : `≤ ${below(value)}`
    if (atLeast ? least >= value : most <= value)
      return { status: 'supported', meaning: `${seen}, ${asked} as claimed.` }
    if (atLeast ? most < value : least > value)
      return { status: 'refuted', meaning: `${seen}, not ${asked}.` }
    const lacks = lack()
    const tell = wouldDo(lacks, 'would tell')
    return inconclusive(`${seen}; the claimed ${asked} is neither reached nor excluded${tell}.`, lacks)
  }

  /** What it takes to tell the shares that were seen from the bound: undecided draws could be on either side of it. */
  function lack(): Lack {
    const [fewest, all] = [events / draws, (events + undecided) / draws]
    if (undecided > 0 && fewest <= value && value <= all) return { what: 'decisions' }
    const seen = all < value ? all : fewest
    // Of a rare event the closed form knows more than few draws do.
    const known = event !== null && event < value === seen < value ? event : seen
    const share = Math.abs(known - value) < Math.abs(seen - value) ? known : seen
    return lackOf([{ ...needOf(share, value, draws, draws + discarded), exact: false }])
  }
}

/** The limits on the mean that a probability stands for, as a sentence. */
function meanOf({ range }: Probability['bound'], lower: number, upper: number): string {
  if (!range) return ''
  const [from, to] = range
  const least = Math.max(from, down(from + down(down(to - from) * lower)))
  const most = Math.min(to, up(from + up(up(to - from) * upper)))
  return ` That is a mean in [${below(least)}, ${above(most)}], of the quantity cut off at ${from} and ${to}.`
}

/** What was seen of the probability of an event that is stated itself, in words too. */
type Seen = NonNullable<ClaimEvidence['probability']> & { readonly seen: string; readonly discarded: number }

function ofEquality(found: Seen, demand: number): Verdict {
  const { bound, lower, upper, events, undecided, draws, discarded, seen } = found
  if (bound < lower || bound > upper) return { status: 'refuted', meaning: `${seen}, not ${bound}.` }
  if (bound - lower <= demand && upper - bound <= demand) {
    const meaning = `${seen}, as the claimed ${bound}, and within ${demand} of it.`
    return { status: 'consistent', meaning }
  }
  const ends = [bound - demand, bound + demand].filter((end) => end > 0 && end < 1)
  const lacks =
    undecided >= demand * draws
      ? lackOf('decisions')
      : lackOf(ends.map((end) => needOf(events / draws, end, draws, draws + discarded)))
  const tell = wouldDo(lacks, 'would tell')
  return inconclusive(
    `${seen}; whether it is within ${demand} of the claimed ${bound} is open${tell}.`,
    lacks,
  )
}

/**
 * The probability that so many draws support the bound when the event has this probability, rounded down; null of a bound
 * that none support.
 *
 * @param undecided so many of them, which speak against it whatever they are
 */
export function powerOf(bound: Probability['bound'], event: number, draws: number, undecided = 0) {
  const { relation, value, range } = bound
  if (relation === 'equals') return null
  const supports = (others: number): boolean =>
    relation === 'atMost'
      ? mostOf(range, upperLimit(others, draws, CONFIDENCE)) <= value
      : leastOf(range, lowerLimit(draws - others, draws, CONFIDENCE)) >= value
  // The more of those that speak against it, the less the bound is supported.
  let [most, least] = [-1, draws + 1]
  while (least - most > 1) {
    const middle = Math.floor((most + least) / 2)
    if (middle <= draws && supports(middle)) most = middle
    else least = middle
  }
  const [against, other] = relation === 'atMost' ? [event, 1 - event] : [1 - event, event]
  const allowed = most - undecided
  return allowed < 0 ? 0 : Math.max(0, roundDown(binomialAtMost(allowed, draws, against, other)))
}
