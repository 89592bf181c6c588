import type { Claim } from '../../claim/claim.ts'
import { triedOf } from '../counts.ts'
import type { Tally } from '../tally.ts'
import { coverageOf, needsOfRegions, notCovered } from './coverage.ts'
import { lackOf, needsOf, type Need } from './lack.ts'
import {
  apartLimit,
  certainlyApart,
  failureLimit,
  isWorth,
  possibleFailures,
  weakest,
  type Named,
} from './limits.ts'
import { membersOf } from './members.ts'
import {
  above,
  cases,
  grouped,
  inconclusive,
  onDevice,
  openPart,
  percentAbove,
  wouldDo,
  type Lack,
  type Verdict,
} from './words.ts'

/** The verdict on a statement about every case, over the reals. */
export function universal(claim: Claim, tally: Tally, demand: number): Verdict {
  const { violated, satisfied, consistent } = tally.reals
  const open = openPart(tally.reals, tally.byForm)
  if (violated > 0)
    return {
      status: 'refuted',
      meaning: `False: a certified counterexample; ${grouped(violated)} of ${cases(tally.tried)} violate it${open}.`,
    }
  const lacks = lackOf(needs(claim, tally, demand))
  if (satisfied + consistent === 0) return inconclusive(`Nothing was decided${open}.`, lacks)
  const missed = notCovered(claim, tally, open, lacks)
  if (missed) return missed
  const parts = membersOf(claim, tally)
  const worth = isWorth(tally.all, parts, demand, possibleFailures)
  if (consistent === 0) {
    const seen = `No violation in ${cases(satisfied)}${open}`
    return worth === true
      ? { status: 'supported', meaning: `${seen}: ${fails(tally)}${ofEach(parts)}.` }
      : inconclusive(`${seen}: ${tooMuch(tally, worth.failing, demand)}${wouldDo(lacks)}.`, lacks)
  }
  if (worth === true)
    return {
      status: 'supported',
      meaning: `No violation: ${exactly(tally)}, and it ${fails(tally)}${ofEach(parts)}; ${overlapping(tally)}${open}.`,
    }
  const meaning = `No contradiction: ${overlapping(tally)}${open}; ${exactly(tally)}`
  if (isWorth(tally.all, parts, demand, certainlyApart) === true)
    return { status: 'consistent', meaning: `${meaning}.` }
  return inconclusive(
    `${meaning}, and more than the ${percentAbove(demand)} demanded is left open${wouldDo(lacks)}.`,
    lacks,
  )
}

/** What it takes to come to a conclusion, be it that equalities are consistent. */
function needs(claim: Claim, tally: Tally, demand: number): Need[] | Lack['what'] {
  const { all, tried, byForm, reals } = tally
  const regions = needsOfRegions(coverageOf(claim, tally), tried + reals.discarded)
  if (typeof regions === 'string') return regions
  const parts = membersOf(claim, tally)
  // A sample that is smaller is as large as it gets, in some shapes at least.
  const grows = all.sample.cases === tried - byForm
  const limits = grows ? needsOf(all, parts, demand, possibleFailures) : 'decisions'
  const others = reals.consistent > 0 ? needsOf(all, parts, demand, certainlyApart) : limits
  const least = typeof limits === 'string' ? others : limits
  return typeof least === 'string' ? least : [...least, ...regions]
}

/** The limit of the sample. */
function fails(tally: Tally): string {
  const { undecided, open } = tally.reals
  const whatever = undecided + open > 0 ? ', even if every undecided case fails' : ''
  const { all, tried, byForm } = tally
  // Large shapes have a smaller share in a sample than among the inputs.
  const inputs =
    all.sample.cases === tried - byForm
      ? 'these inputs'
      : `inputs like the ${grouped(all.sample.cases)} of the sample`
  return `fails with probability below ${percentAbove(failureLimit(all))} on ${inputs}${whatever}${onDevice(tally)}`
}

/** The limit of the part that was looked at least. */
function ofEach(parts: readonly Named[]): string {
  const least = weakest(parts, failureLimit)
  return least && parts.length > 1
    ? `, of each subject and distribution below ${percentAbove(failureLimit(least))} (${least.name})`
    : ''
}

/** How much of the sample was decided, although it states an equality. */
const exactly = ({ all: { sample } }: Tally): string =>
  `of ${cases(sample.cases)} tried exactly ${grouped(sample.satisfied)} satisfy it`

/** What is known of the equalities that only enclosures looked at. */
function overlapping(tally: Tally): string {
  const width = above(tally.widest?.width ?? 0, 2)
  const limit = percentAbove(apartLimit(tally.all))
  return `${cases(tally.reals.consistent)} consistent with equality, to within ${width}; off by more with probability below ${limit}${onDevice(tally)}`
}

function tooMuch({ all, byForm }: Tally, failing: Named | undefined, demand: number): string {
  if (failing) {
    const { sample, cases: counts, of, name } = failing
    const decided =
      triedOf(counts) === 0
        ? 'nothing was decided'
        : sample.cases === 0
          ? 'no case is in the sample'
          : `${grouped(sample.satisfied)} of ${cases(sample.cases)} are certain`
    return `of the ${of} "${name}" ${decided}, which leaves it a failure probability of up to ${percentAbove(failureLimit(failing))}`
  }
  const { sample } = all
  if (sample.cases === 0 && byForm > 0)
    return 'its form makes it true whatever the numbers are, and no case tests it'
  const possible = sample.cases - sample.satisfied
  const limit = percentAbove(failureLimit(all))
  const why =
    possible > 0
      ? `${grouped(possible)} of ${cases(sample.cases)} could be failures`
      : 'so few cases exclude no more'
  return `the failure probability is below ${limit} only, and ${percentAbove(demand)} is demanded: ${why}`
}
