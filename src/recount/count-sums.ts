import { isDeepStrictEqual } from 'node:util'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { RECHECK_ONE_IN } from '../judge/rechecked.ts'
import { violatedOf } from '../judge/returned-numbers.ts'
import { LISTED } from '../judge/tally.ts'

/** Whether the counts of a claim fit together. */
export function checkCounts(found: ClaimEvidence, recheck: Evidence['run']['recheck']): string[] {
  const wrong: string[] = []
  const demand = (holds: boolean, what: string): void => void (holds || wrong.push(what))
  const { range, cases, rechecked, inputs, undecided } = found
  const { byTier, discardedByDevice, byForm, ...counts } = cases
  const tried = range.to - range.from
  const total = sum(Object.values(counts))
  demand(total === tried, `${total} cases are counted, and ${tried} indices were tried`)
  const decided = cases.satisfied + cases.consistent + cases.violated
  const inTiers = sum(Object.values(byTier))
  demand(inTiers === decided, `${inTiers} cases are counted by tier, and ${decided} were decided`)
  demand(discardedByDevice <= cases.discarded, 'the device discards more cases than are discarded')
  demand(byForm <= cases.satisfied, 'the form decides more cases than are satisfied')
  demand(
    found.sample.cases <= total - cases.discarded - byForm,
    'the sample holds cases that the form of the program decides, or that are none',
  )
  checkSamples(found, demand)
  for (const part of ['subject', 'distribution'] as const) {
    const members = found.members.filter(({ of }) => of === part)
    for (const [name, total] of Object.entries(counts)) {
      const inMembers = sum(members.map((member) => member.cases[name as keyof typeof counts]))
      const fits = part === 'subject' && members.length > 0 ? inMembers === total : inMembers <= total
      demand(fits, `the ${name} cases of its ${part}s are ${inMembers}, and ${total} in all`)
    }
  }
  const listed = Math.min(cases.undecided + cases.open, LISTED)
  demand(undecided.length === listed, `${undecided.length} undecided cases are named, not ${listed}`)
  const float32 = found.verdict.float32?.cases
  demand(found.error !== undefined || float32 !== undefined, 'it has no counts of the float32 reading')
  demand(
    !float32 || sum([...Object.values({ ...float32, violated: violatedOf(float32) })]) === tried,
    `the counts of the float32 reading do not add up to ${tried}`,
  )
  wrong.push(...checkSecondLooks(found, recheck))
  demand(range.from <= range.to, 'its range of cases ends before it begins')
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
  checkDistributions(found, demand)
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

/** Whether the distributions that are named are those of which cases are counted. */
function checkDistributions(
  { members, inputs }: ClaimEvidence,
  demand: (holds: boolean, what: string) => void,
): void {
  const distributions = members.filter(({ of }) => of === 'distribution')
  demand(
    isDeepStrictEqual(
      new Map(distributions.map(({ name, cases }) => [name, sum(Object.values(cases))])),
      new Map(Object.entries(inputs.distributions)),
    ),
    'the distributions are not those of which cases are counted',
  )
}

/** Whether there are so many cases, and so many that are satisfied or not, as the samples hold. */
function checkSamples(
  { cases, sample, members }: ClaimEvidence,
  demand: (holds: boolean, what: string) => void,
): void {
  const all = { of: 'all', name: 'cases', cases, sample, byForm: cases.byForm }
  for (const part of [all, ...members.map((member) => ({ ...member, byForm: 0 }))]) {
    const { satisfied, consistent, violated, undecided, open } = part.cases
    const left = part.sample.cases - part.sample.satisfied
    const fits =
      part.sample.satisfied <= satisfied - part.byForm &&
      left >= 0 &&
      left <= consistent + violated + undecided + open
    demand(fits, `the sample of ${part.of} ${part.name} holds cases that are not counted`)
  }
  const ofSubjects = members.filter(({ of }) => of === 'subject')
  for (const name of ['cases', 'satisfied'] as const) {
    const inSubjects = sum(ofSubjects.map((member) => member.sample[name]))
    const fits = ofSubjects.length === 0 || inSubjects === sample[name]
    demand(fits, `the samples of its subjects hold ${inSubjects} ${name}, and the whole ${sample[name]}`)
  }
}

/** Whether no more cases were decided again than were chosen. */
function checkSecondLooks(
  { range, cases, rechecked, nondeterminism }: ClaimEvidence,
  recheck: Evidence['run']['recheck'],
): string[] {
  const wrong: string[] = []
  const demand = (holds: boolean, what: string): void => void (holds || wrong.push(what))
  const tried = range.to - range.from
  demand(rechecked.cases <= tried, 'more cases were decided again than there are')
  const { violated, undecided: left, open, consistent } = cases
  const chosen = Math.floor(range.to / RECHECK_ONE_IN) - Math.floor(range.from / RECHECK_ONE_IN) + 1
  const contradicted = rechecked.contradictions.length
  demand(
    recheck === 'all' || rechecked.cases <= chosen + violated + left + open + consistent + contradicted,
    `${rechecked.cases} cases are said to be decided again, and ${chosen} are chosen`,
  )
  demand(
    rechecked.open + contradicted <= rechecked.cases,
    'more cases are open or contradicted at a second look than there are',
  )
  for (const { case: item } of nondeterminism)
    demand(
      item.index >= range.from && item.index < range.to,
      'a case that came out twice lies outside of the range',
    )
  return wrong
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

function namedCases({ worst, widest, counterexample, witnesses, verdict }: ClaimEvidence) {
  return [worst, widest, counterexample, ...witnesses, verdict.float32?.counterexample].flatMap((part) =>
    part ? [part.case] : [],
  )
}
