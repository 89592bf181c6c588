import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { triedOf, type Member } from '../counts.ts'

/** Confidence of every limit that a campaign states, of each by itself: of one side. */
export const CONFIDENCE = 1 - 1e-6

/** The largest probability of failure that a supported claim leaves open, where it does not say otherwise. */
export const DEMAND = 0.01

/** A subject, which has only its share of the cases, may leave open so many times as much. */
export const FOR_A_SUBJECT = 10

/** What a limit on failures is found from. */
interface Trials {
  readonly trials: number
  /** Those of them that may be failures. */
  readonly failures: number
}
/** Which cases of a part are trials, and which of these may be failures. */
export type TrialsOf = (part: Member) => Trials

/**
 * Whatever is not certainly satisfied counts as a failure: undecided cases, open hypotheses, and equalities of the sample
 * that are only consistent.
 */
export const possibleFailures: TrialsOf = ({ sample }) => ({
  trials: sample.cases,
  failures: sample.cases - sample.satisfied,
})

/** An inequality that fails, or an equality that does by more than the widest enclosures. */
export const certainlyApart: TrialsOf = ({ cases }) => ({
  trials: triedOf(cases),
  failures: cases.violated + cases.undecided + cases.open,
})

const limitOf = ({ failures, trials }: Trials): number => upperLimit(failures, trials, CONFIDENCE)

/** An upper limit on the probability of failure. */
export const failureLimit = (part: Member): number => limitOf(possibleFailures(part))

/** An upper limit on the probability that an inequality fails, or an equality by more than the widest enclosures. */
export const apartLimit = (part: Member): number => limitOf(certainlyApart(part))

/** A part of the cases, by name. */
export interface Named extends Member {
  readonly of: 'subject' | 'distribution'
  readonly name: string
}

/**
 * Whether limits are as small as is demanded: that on all cases, that on each subject within a factor, and that
 * something was decided of each distribution. Else the part of which it is not.
 */
export function isWorth(
  all: Member,
  parts: readonly Named[],
  demand: number,
  trialsOf: TrialsOf,
): true | { readonly failing: Named | undefined } {
  const limit = (part: Member): number => limitOf(trialsOf(part))
  if (limit(all) > demand) return { failing: undefined }
  const failing = parts.find(
    (part) => nothingDecided(part) || (part.of === 'subject' && limit(part) > FOR_A_SUBJECT * demand),
  )
  return failing ? { failing } : true
}

export const nothingDecided = ({ cases }: Member): boolean => cases.satisfied + cases.consistent === 0

/** The part of which a limit says least. */
export const weakest = (parts: readonly Named[], limitOf: (member: Member) => number): Named | undefined =>
  parts.reduce<Named | undefined>(
    (worst, part) => (!worst || limitOf(part) > limitOf(worst) ? part : worst),
    undefined,
  )
