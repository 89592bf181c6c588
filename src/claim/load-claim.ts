import { basename, dirname } from 'node:path'
import { claimFaults } from './claim-faults.ts'
import { idOfFile } from './claim-files.ts'
import type { Claim } from './claim.ts'
import { DiscoveryError } from './discovery-error.ts'
import { defaultExport } from './import-file.ts'
import { hashOf } from './source-hash.ts'

/** A claim, and where it was found. */
export interface LoadedClaim {
  readonly claim: Claim
  /** The name of the folder of the file. */
  readonly theme: string
  readonly file: string
  /** `sha256:…` of the file. */
  readonly sourceHash: string
}

/** A claim that somebody holds in hand: there is no file of which anything could be said. */
export const withoutFile = (claim: Claim): LoadedClaim => ({ claim, theme: '', file: '', sourceHash: '' })

/**
 * Loads the claim that a file declares, in any thread.
 *
 * @throws {DiscoveryError} when it declares no claim of its name
 */
export async function loadClaim(file: string): Promise<LoadedClaim> {
  const id = idOfFile(file)
  const problem = (what: string, remedy: string, options?: ErrorOptions): DiscoveryError =>
    new DiscoveryError(file, what, remedy, id, options)
  let exported: unknown
  let sourceHash: string
  try {
    sourceHash = await hashOf(file)
    exported = await defaultExport(file)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw problem(`cannot be loaded: ${message}`, 'mend the file, or remove it', { cause })
  }
  if (exported === undefined) throw problem('has no default export', 'write `export default forAll({ … })`')
  const faults = claimFaults(exported)
  if (faults.length > 0)
    throw problem(`does not export a claim: it ${faults.join(', ')}`, 'complete the claim')
  const claim = exported as Claim
  if (claim.id !== id)
    throw problem(`declares the id "${claim.id}"`, `call the file ${claim.id}, or the claim ${id}`)
  return { claim, theme: basename(dirname(file)), file, sourceHash }
}
