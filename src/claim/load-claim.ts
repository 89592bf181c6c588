import { basename, dirname } from 'node:path'
import { claimFaults } from './claim-faults.ts'
import { idOfFile } from './claim-files.ts'
import type { Claim } from './claim.ts'
import { DiscoveryError } from './discovery-error.ts'
import { DEFAULT_EXPORT } from './export-line.ts'
import { defaultExport } from './import-file.ts'
import { loadFailure, placeIn } from './load-failure.ts'
import { readSources, type KnownFiles, type Sources } from './sources-of.ts'

/** A claim, and where it was found. */
export interface LoadedClaim extends Sources {
  readonly claim: Claim
  /** The name of the folder of the file. */
  readonly theme: string
  readonly file: string
}

/** A claim that somebody holds in hand: there is no file of which anything could be said. */
export const withoutFile = (claim: Claim): LoadedClaim => ({
  claim,
  theme: '',
  file: '',
  sourceHash: '',
  imports: [],
})

/**
 * Loads the claim that a file declares, with the hashes of all that it consists of.
 *
 * @param known files that were read for other claims
 * @throws {DiscoveryError} when it declares no claim of its name
 */
export async function loadClaim(file: string, known?: KnownFiles): Promise<LoadedClaim> {
  const sources = await loading(file, () => readSources(file, known))
  return { claim: await claimFrom(file), theme: basename(dirname(file)), file, ...sources }
}

/** The claim that a file declares, in any thread. @throws {DiscoveryError} when it declares none of its name */
export const claimFrom = async (file: string): Promise<Claim> =>
  claimOf(file, await loading(file, () => defaultExport(file)))

async function loading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw refusal(file, `cannot be loaded: ${loadFailure(cause, file)}`, 'mend the file, or remove it', cause)
  }
}

/**
 * What a file exports by default, which has to be a claim of its name.
 *
 * @throws {DiscoveryError} when it is none
 */
export function claimOf(file: string, exported: unknown): Claim {
  if (isNothing(exported))
    throw refusal(file, 'has no default export', 'write `export default forAll({ … })`')
  const faults = claimFaults(exported)
  if (faults.length > 0)
    throw refusal(
      file,
      `does not export a claim: it ${faults.join(', ')}${placeIn(file, DEFAULT_EXPORT)}`,
      'complete the claim',
    )
  const claim = exported as Claim
  const id = idOfFile(file)
  if (claim.id !== id)
    throw refusal(
      file,
      `declares the id "${claim.id}"${placeIn(file, /^[ \t]*id:/m)}`,
      `call the file ${claim.id}, or the claim ${id}`,
    )
  return claim
}

const refusal = (file: string, problem: string, remedy: string, cause?: unknown): DiscoveryError =>
  new DiscoveryError(file, problem, remedy, idOfFile(file), cause === undefined ? {} : { cause })

/** CommonJS exports an object in any case: an empty one, or one with claims by other names. */
const isNothing = (exported: unknown): boolean =>
  exported === undefined ||
  (isObject(exported) &&
    !('kind' in exported) &&
    Object.values(exported).every((part) => isObject(part) && 'kind' in part))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
