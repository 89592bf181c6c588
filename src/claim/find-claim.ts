import { distance } from 'fastest-levenshtein'
import type { Discovered } from './discover.ts'
import type { LoadedClaim } from './load-claim.ts'

/** No claim has that id; the message suggests the nearest ids. */
export class UnknownClaimError extends Error {
  override readonly name = 'UnknownClaimError'
}

/**
 * The claim with an id.
 *
 * @throws DiscoveryError when its file is bad, UnknownClaimError with suggestions when there is none
 */
export function findClaim({ claims, problems }: Discovered, id: string): LoadedClaim {
  const found = claims.find(({ claim }) => claim.id === id)
  if (found) return found
  const problem = problems.find((error) => error.id === id)
  if (problem) throw problem
  const ids = claims.map(({ claim }) => claim.id)
  const suggestion = nearest(id, ids)
  const hint =
    suggestion.length > 0 ? `did you mean ${suggestion.join(' or ')}?` : '`assay list` shows the claims'
  throw new UnknownClaimError(`there is no claim "${id}"; ${hint}`)
}

/** Up to three of the names that are near to the one that was typed, the nearest first. */
export function nearest(typed: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, away: name.includes(typed) && typed.length > 2 ? 1 : distance(typed, name) }))
    .filter(({ name, away }) => away <= Math.max(2, Math.max(typed.length, name.length) * 0.4))
    .sort((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ name }) => name)
}
