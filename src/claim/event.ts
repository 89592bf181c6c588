import type { Claim } from './claim.ts'
import type { ProbabilityBound } from './probability-bound.ts'

/** The probability of a claim's event by closed form; undefined where none is known. */
export const eventOf = async ({ event }: ProbabilityBound): Promise<number | undefined> =>
  typeof event === 'function' ? event() : event

/** The claim with the probability of its event worked out, where it states how. */
export async function withEvent(claim: Claim): Promise<Claim> {
  if (claim.kind !== 'probability') return claim
  const event = await eventOf(claim.bound)
  return event === undefined ? claim : { ...claim, bound: { ...claim.bound, event } }
}
