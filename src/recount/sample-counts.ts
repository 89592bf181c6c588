import type { ClaimEvidence } from '../evidence/schema.ts'
import { isCase, isOpen, Status } from '../judge/status.ts'
import { CONFIDENCE } from '../judge/verdict/limits.ts'
import { hypergeometricAtLeast, hypergeometricAtMost } from '../statistics/hypergeometric.ts'
import type { DrawnCase, Resampled } from './resample.ts'

/** What evidence calls what became of a case. */
export const NAMED_STATUSES = [
  ['satisfied', Status.Satisfied],
  ['consistent', Status.Consistent],
  ['violated', Status.Violated],
  ['undecided', Status.Undecided],
  ['open', Status.HypothesisOpen],
  ['discarded', Status.Discarded],
] as const

/** Which cases may have come out otherwise where the evidence was made. */
export interface MayDiffer {
  /** Those that are open here: by the device, or by another arithmetic. */
  readonly here: boolean
  /** Those that are decided here: they may be open there. */
  readonly there: boolean
  /** Whether the bounds of a device say of a case that it reaches a region. */
  readonly regions: boolean
}

/** A count that evidence states, and which cases it is of. */
interface Counted {
  readonly as: string
  readonly stated: number
  /** Whether a case is counted, if that became of it. */
  is(item: DrawnCase, status: Status): boolean
}

const isSampled = ({ sampled, byForm }: DrawnCase, status: Status): boolean =>
  sampled && status !== Status.Discarded && !(byForm && status === Status.Satisfied)

type Parts = Pick<ClaimEvidence['members'][number], 'cases' | 'sample'>

/** The counts of a part of the cases. @param of what it is a part by, in words; nothing of all */
const countsOf = (
  { cases, sample }: Parts,
  of: string,
  belongs: (item: DrawnCase) => boolean = () => true,
): Counted[] => [
  ...NAMED_STATUSES.map(([name, wanted]) => ({
    as: `${name}${of}`,
    stated: cases[name],
    is: (item: DrawnCase, status: Status) => belongs(item) && status === wanted,
  })),
  {
    as: `in the sample${of}`,
    stated: sample.cases,
    is: (item, status) => belongs(item) && isSampled(item, status),
  },
  {
    as: `satisfied in the sample${of}`,
    stated: sample.satisfied,
    is: (item, status) => belongs(item) && isSampled(item, status) && status === Status.Satisfied,
  },
]

/** All counts of which a case tells by itself whether it is counted. */
function allCounts({ cases, sample, members, inputs, trivial }: ClaimEvidence, { regions }: MayDiffer) {
  const reached = [...inputs.coverage, ...(trivial ? [trivial] : [])].map(
    ({ name, reached }, i): Counted => ({
      as: `in the region "${name}"`,
      stated: reached,
      is: ({ covered }, status) => covered[i] && isCase(status),
    }),
  )
  const byForm: Counted = {
    as: 'satisfied by form alone',
    stated: cases.byForm,
    is: ({ byForm }, status) => byForm && status === Status.Satisfied,
  }
  const parts = members.flatMap((member) =>
    countsOf(member, ` of "${member.name}"`, (item) => item[member.of] === member.name),
  )
  return [...countsOf({ cases, sample }, ''), byForm, ...parts, ...(regions ? [] : reached)]
}

const OPEN = [Status.Undecided, Status.HypothesisOpen, Status.Consistent] as const
const mayBeDecided = (status: Status): boolean => isOpen(status) || status === Status.Consistent

/** All that may have become of a case where the evidence was made. */
const possible = ({ status }: DrawnCase, { here, there }: MayDiffer): readonly Status[] =>
  mayBeDecided(status)
    ? here
      ? NAMED_STATUSES.map(([, each]) => each)
      : [status]
    : [status, ...(there ? OPEN : [])]

/**
 * Whether a sample contradicts what a claim says of its cases: whether it holds one of a shape or distribution that is not
 * named, or the probability of so many, or so few, that are counted is below 1 - `CONFIDENCE`, divided among all counts, if
 * the count is true.
 */
export function checkSample(found: ClaimEvidence, again: Resampled, mayDiffer: MayDiffer): string[] {
  const { drawn, size, violated, cases } = again
  const wrong: string[] = []
  if (violated !== undefined && found.cases.violated === 0)
    wrong.push(`case ${violated} violates it over the reals, and no violation is counted`)
  const counts = allCounts(found, mayDiffer)
  const improbable = (1 - CONFIDENCE) / counts.length
  for (const { as, stated, is } of counts) {
    if (stated > size) continue
    const sum = (which: (item: DrawnCase) => boolean): number => cases.filter(which).length
    const least = sum((item) => possible(item, mayDiffer).every((status) => is(item, status)))
    const most = sum((item) => possible(item, mayDiffer).some((status) => is(item, status)))
    const tooMany = hypergeometricAtLeast(least, size, stated, drawn) < improbable
    const tooFew = hypergeometricAtMost(most, size, stated, drawn) < improbable
    const counted = sum((item) => is(item, item.status))
    if (tooMany || tooFew)
      wrong.push(
        `${stated} of ${size} cases are counted as ${as}, and of ${drawn} decided again ${counted} are`,
      )
  }
  return [...wrong, ...checkNames(found, cases)]
}

/** Whether what was drawn is among the shapes, distributions and parts that are named. */
function checkNames({ inputs, members }: ClaimEvidence, cases: readonly DrawnCase[]): string[] {
  const [shapes, distributions] = [new Set(inputs.shapes), new Set(Object.keys(inputs.distributions))]
  const parts = new Set(members.flatMap(({ of, name }) => (of === 'distribution' ? [name] : [])))
  const unnamed = cases.find(({ shape }) => !shapes.has(shape))
  const unknown = cases.find(
    ({ distribution: name }) => name !== undefined && !(distributions.has(name) && parts.has(name)),
  )
  return [
    ...(unnamed ? [`case ${unnamed.index} has the shape ${unnamed.shape}, which is not named`] : []),
    ...(unknown
      ? [`case ${unknown.index} is of the distribution "${unknown.distribution}", which is not named`]
      : []),
  ]
}
