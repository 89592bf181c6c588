import type { Claim } from '../claim/claim.ts'
import type { CaseOptions } from './campaign-options.ts'

/** Cases of a default run, where a claim does not say otherwise. */
export const DEFAULT_CASES = 24_000

/** The cases of a claim that are asked for, where no time ends them. */
export function casesAsked({ cases = DEFAULT_CASES }: Claim, { from = 0, to = from + cases }: CaseOptions) {
  return { from, to }
}
