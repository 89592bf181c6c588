import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { claimFaults } from './claim-faults.ts'
import { claimFiles, idOfFile, ownClaims } from './claim-files.ts'
import type { Claim } from './claim.ts'
import { DiscoveryError } from './discovery-error.ts'

/** A claim, and where it was found. */
export interface LoadedClaim {
  readonly claim: Claim
  /** The name of the folder of the file. */
  readonly theme: string
  readonly file: string
  /** `sha256:…` of the file. */
  readonly sourceHash: string
}

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
  for (const result of await Promise.allSettled([...files].map(load)))
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

/** Before the hash of its source at the end of a claim file that was compiled; `ci/make-kit` writes it. */
const SOURCE_MARK = '//# claimSource='

/** The hash of a claim file that stands in the evidence: `sha256:…`; of one that was compiled, that of its source. */
export async function hashOf(file: string): Promise<string> {
  const text = await readFile(file)
  const marked = text.lastIndexOf(SOURCE_MARK)
  if (marked >= 0 && file.endsWith('.js')) return text.toString('utf8', marked + SOURCE_MARK.length).trim()
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

/** @throws {DiscoveryError} when the file declares no claim of its name */
async function load(file: string): Promise<LoadedClaim> {
  const id = idOfFile(file)
  const problem = (what: string, remedy: string, options?: ErrorOptions): DiscoveryError =>
    new DiscoveryError(file, what, remedy, id, options)
  let module: { readonly default?: unknown }
  let sourceHash: string
  try {
    sourceHash = await hashOf(file)
    module = await importFile(file)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw problem(`cannot be loaded: ${message}`, 'mend the file, or remove it', { cause })
  }
  if (module.default === undefined)
    throw problem('has no default export', 'write `export default forAll({ … })`')
  const faults = claimFaults(module.default)
  if (faults.length > 0)
    throw problem(`does not export a claim: it ${faults.join(', ')}`, 'complete the claim')
  const claim = module.default as Claim
  if (claim.id !== id)
    throw problem(`declares the id "${claim.id}"`, `call the file ${claim.id}, or the claim ${id}`)
  return { claim, theme: basename(dirname(file)), file, sourceHash }
}

/** Node imports JavaScript by itself; TypeScript needs tsx, unless the program itself already runs through it. */
async function importFile(file: string): Promise<{ readonly default?: unknown }> {
  const url = pathToFileURL(file).href
  if (file.endsWith('.js') || import.meta.url.endsWith('.ts')) return import(/* @vite-ignore */ url)
  const { tsImport } = await import('tsx/esm/api')
  return tsImport(url, import.meta.url)
}
