import { arrivesInTime, inTime } from '../generate/own-code.ts'
import type { Claim, Probability } from './claim.ts'

/**
 * The probability of a claim's event by closed form; undefined where none is known.
 *
 * @throws {RangeError} unless it is a probability; {TimeLimitError} when it never comes; what the claim's code throws
 */
export async function eventOf({ id, bound: { event } }: Probability): Promise<number | undefined> {
  if (typeof event !== 'function') return event
  const doing = `working out the probability of the event of ${id}`
  const found: unknown = await arrivesInTime(doing, async () => inTime(() => doing, event, event))
  if (typeof found === 'number' && found >= 0 && found <= 1) return found
  throw new RangeError(`the event of ${id} comes to ${String(found)}; give a probability from 0 to 1`)
}

/** The claim with the probability of its event worked out, where it states how. */
export async function withEvent(claim: Claim): Promise<Claim> {
  if (claim.kind !== 'probability') return claim
  const event = await eventOf(claim)
  return event === undefined ? claim : { ...claim, bound: { ...claim.bound, event } }
}
