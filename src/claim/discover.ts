import { claimFiles, ownClaims } from './claim-files.ts'
import { DiscoveryError } from './discovery-error.ts'
import { loadClaim, type LoadedClaim } from './load-claim.ts'
import type { KnownFiles } from './sources-of.ts'

/** All claims that can be used, by their ids, and what is wrong with the others. */
export interface Discovered {
  readonly claims: readonly LoadedClaim[]
  readonly problems: readonly DiscoveryError[]
}

/**
 * Finds and loads claims by their place: those of the package, and those in further folders and files. A bad file is
 * reported and does not stop the others.
 *
 * @param places further folders and files
 * @param own the folder of the package's claims
 */
export async function discover(
  places: readonly string[] = [],
  own: string = ownClaims(),
): Promise<Discovered> {
  const problems: DiscoveryError[] = []
  const note = (error: unknown): void => {
    if (!(error instanceof DiscoveryError)) throw error
    problems.push(error)
  }
  const files = new Set<string>()
  for (const place of [own, ...places])
    try {
      for (const file of claimFiles(place)) files.add(file)
    } catch (error) {
      note(error)
    }
  const byId = new Map<string, LoadedClaim[]>()
  // All at once: to load a file is mostly waiting.
  const known: KnownFiles = new Map()
  for (const result of await Promise.allSettled([...files].map((file) => loadClaim(file, known))))
    if (result.status === 'rejected') note(result.reason)
    else {
      const { id } = result.value.claim
      byId.set(id, [...(byId.get(id) ?? []), result.value])
    }
  const claims: LoadedClaim[] = []
  for (const [id, [first, second]] of byId)
    if (second) {
      const problem = `has the id "${id}" of ${first.file}`
      note(new DiscoveryError(second.file, problem, 'give one of them another id and file name', id))
    } else claims.push(first)
  return { claims: claims.sort((a, b) => (a.claim.id < b.claim.id ? -1 : 1)), problems }
}
