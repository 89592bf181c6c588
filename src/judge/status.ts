import type { Claim } from '../claim/claim.ts'
import { Truth } from '../program/truth.ts'
import { ObstructionError } from './obstruction-error.ts'

/** What became of one case in one tier. */
export const Status = {
  Satisfied: 0,
  Consistent: 1,
  Violated: 2,
  Undecided: 3,
  /** Its hypothesis is certainly false, or the subject is undefined. */
  Discarded: 4,
  /** Not even the hypothesis was decided. */
  HypothesisOpen: 5,
  /** Of returned numbers: they do not satisfy the claim, and one that it compares is NaN or infinite. */
  NonFinite: 6,
} as const
export type Status = (typeof Status)[keyof typeof Status]

/** What a higher arithmetic may still decide. */
export const isOpen = (status: number): boolean =>
  status === Status.Undecided || status === Status.HypothesisOpen

const OF_TRUTH: readonly Status[] = [Status.Violated, Status.Undecided, Status.Consistent, Status.Satisfied]

/** Of which it is certain that it is a case of the claim. */
export const isCase = (status: number): boolean => status <= Status.Undecided

/** Whether what is observed of a case is something of the claim: a ratio of any certain case, a slope of a decided one. */
export const isObserved = ({ kind }: Pick<Claim, 'kind'>, status: number): boolean =>
  kind === 'scaling' ? status === Status.Satisfied || status === Status.Violated : isCase(status)

/** Whether two arithmetics that say so of one case over the reals are certain of opposite things. */
export const opposed = (a: number, b: number): boolean =>
  (a === Status.Discarded && isCase(b)) ||
  (b === Status.Discarded && isCase(a)) ||
  (a === Status.Satisfied && b === Status.Violated) ||
  (a === Status.Violated && b === Status.Satisfied)

/**
 * The status of a case from the truth of its hypothesis and of the claim. An existential claim that is not true of
 * a case has found no witness there; only a certain obstruction violates it.
 *
 * @param obstruction undefined of a claim that is not existential
 * @throws {ObstructionError} when both are certain
 */
export function statusOf(hypothesis: Truth, claim: Truth, obstruction?: Truth): Status {
  if (hypothesis === Truth.False) return Status.Discarded
  if (hypothesis !== Truth.True) return Status.HypothesisOpen
  if (obstruction === undefined) return OF_TRUTH[claim]
  if (obstruction === Truth.True && claim === Truth.True) throw new ObstructionError()
  if (obstruction === Truth.True) return Status.Violated
  return claim === Truth.True ? Status.Satisfied : Status.Undecided
}
