import type { ReasonCounts, ReturnedCounts } from './count-returned.ts'
import { cases, grouped } from '../../judge/verdict/words.ts'
import type { ToldCase } from './simplest-case.ts'

/** What the returned numbers say of a claim; `not numbers`: they violate it nowhere, and some are NaN or infinite. */
export type ReturnedStatus = 'holds' | 'violated' | 'not numbers' | 'undecided'

/** What is said of a claim about an attention. */
export type PropertyRow = { readonly claim: string; readonly title: string } & (
  | { readonly notApplicable: string }
  /** The claim's own code threw. */
  | { readonly error: string }
  | {
      /** Of what the attention is declared to be. */
      readonly reals: { readonly status: string; readonly meaning: string }
      readonly returned: ReturnedPart | { readonly notApplicable: string }
      /** Whether a number was returned, in a case that does not satisfy the claim, that rounding does not explain. */
      readonly beyondRounding?: boolean | 'undecided'
      /** Cases of shapes that the attention does not take. */
      readonly leftOut?: { readonly cases: number; readonly of: number; readonly reason: string }
    }
)

interface ReturnedPart {
  readonly status: ReturnedStatus
  readonly meaning: string
  readonly counts: ReturnedCounts
  readonly reasons: ReasonCounts
  readonly first?: ToldCase
}

export function returnedStatus({
  satisfied,
  violated,
  notNumbers,
  undecided,
}: ReturnedCounts): ReturnedStatus {
  if (violated > 0) return 'violated'
  if (notNumbers > 0) return 'not numbers'
  return satisfied > 0 && undecided === 0 ? 'holds' : 'undecided'
}

/** Whether rounding explains all that does not satisfy the claim. */
export const isBeyondRounding = ({ beyond, unknown }: ReasonCounts): boolean | 'undecided' =>
  beyond > 0 ? true : unknown > 0 ? 'undecided' : false

/** What was counted, as a sentence. */
export function returnedMeaning(counts: ReturnedCounts, reasons: ReasonCounts): string {
  const { satisfied, violated, notNumbers, undecided, discarded } = counts
  const tried = satisfied + violated + notNumbers + undecided
  if (tried === 0) return `No case was tried: all ${grouped(discarded)} were discarded.`
  const parts = [
    ...(violated > 0 ? [`violate it in ${grouped(violated)}`] : []),
    ...(notNumbers > 0 ? [`are not all finite in ${grouped(notNumbers)} that do not satisfy it`] : []),
    ...(satisfied > 0 ? [`satisfy it in ${grouped(satisfied)}`] : []),
    ...(undecided > 0 ? [`leave it open in ${grouped(undecided)}`] : []),
  ]
  return `Of ${cases(tried)} the returned numbers ${parts.join(', ')}${why(reasons)}.`
}

function why({ rounding, beyond, unknown }: ReasonCounts): string {
  if (rounding + beyond + unknown === 0) return ''
  if (beyond > 0) return `; rounding does not explain what was returned in ${cases(beyond)}`
  if (unknown > 0) return `; whether rounding explains it is not known in ${cases(unknown)}`
  return '; an honest implementation may return each of these numbers'
}
