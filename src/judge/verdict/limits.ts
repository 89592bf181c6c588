import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { triedOf, type Member } from '../counts.ts'

/** Confidence of every limit that a campaign states, of each by itself: of one side. */
export const CONFIDENCE = 1 - 1e-6

/** The largest probability of failure that a supported claim leaves open, where it does not say otherwise. */
export const DEMAND = 0.01

/** A subject, which has only its share of the cases, may leave open so many times as much. */
const FOR_A_SUBJECT = 10

/**
 * An upper limit on the probability of failure. Whatever is not certainly satisfied counts as a failure: undecided
 * cases, open hypotheses, and equalities of the sample that are only consistent.
 */
export const failureLimit = ({ sample }: Member): number =>
  upperLimit(sample.cases - sample.satisfied, sample.cases, CONFIDENCE)

/** An upper limit on the probability that an inequality fails, or an equality by more than the widest enclosures. */
export function apartLimit({ cases }: Member): number {
  return upperLimit(cases.violated + cases.undecided + cases.open, triedOf(cases), CONFIDENCE)
}

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
  limitOf: (member: Member) => number,
): true | { readonly failing: Named | undefined } {
  if (limitOf(all) > demand) return { failing: undefined }
  const failing = parts.find(
    (part) =>
      part.cases.satisfied + part.cases.consistent === 0 ||
      (part.of === 'subject' && limitOf(part) > FOR_A_SUBJECT * demand),
  )
  return failing ? { failing } : true
}

/** The part of which a limit says least. */
export const weakest = (parts: readonly Named[], limitOf: (member: Member) => number): Named | undefined =>
  parts.reduce<Named | undefined>(
    (worst, part) => (!worst || limitOf(part) > limitOf(worst) ? part : worst),
    undefined,
  )
