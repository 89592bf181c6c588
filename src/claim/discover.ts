import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Claim } from './claim.ts'
import { DiscoveryError } from './discovery-error.ts'
import { claimFiles, idOfFile, ownClaims } from './claim-files.ts'
import { whatIsNoClaim } from './claim-faults.ts'

export { DiscoveryError }

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
  const files = new Set<string>()
  for (const place of [own, ...places])
    attempt(problems, () => {
      for (const file of claimFiles(place)) files.add(file)
    })
  const loaded: LoadedClaim[] = []
  // All at once: to load a file is mostly waiting.
  for (const result of await Promise.all([...files].map(load))) {
    if (result instanceof DiscoveryError) problems.push(result)
    else loaded.push(result)
  }
  const claims: LoadedClaim[] = []
  for (const [id, [first, second]] of groupById(loaded))
    if (second) problems.push(twoOfOneId(id, first, second))
    else claims.push(first)
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

function attempt(problems: DiscoveryError[], action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof DiscoveryError)) throw error
    problems.push(error)
  }
}

function groupById(loaded: readonly LoadedClaim[]): Map<string, LoadedClaim[]> {
  const groups = new Map<string, LoadedClaim[]>()
  for (const item of loaded) groups.set(item.claim.id, [...(groups.get(item.claim.id) ?? []), item])
  return groups
}

const twoOfOneId = (id: string, first: LoadedClaim, second: LoadedClaim): DiscoveryError =>
  new DiscoveryError(
    second.file,
    `has the id "${id}" of ${first.file}`,
    'give one of them another id and file name',
    id,
  )

async function load(file: string): Promise<LoadedClaim | DiscoveryError> {
  const id = idOfFile(file)
  let module: { readonly default?: unknown }
  let sourceHash: string
  try {
    sourceHash = await hashOf(file)
    module = await importFile(file)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return new DiscoveryError(file, `cannot be loaded: ${message}`, 'mend the file, or remove it', id, {
      cause: error,
    })
  }
  if (module.default === undefined)
    return new DiscoveryError(file, 'has no default export', 'write `export default forAll({ … })`', id)
  const faults = whatIsNoClaim(module.default)
  if (faults.length > 0)
    return new DiscoveryError(
      file,
      `does not export a claim: it ${faults.join(', ')}`,
      'complete the claim',
      id,
    )
  const claim = module.default as Claim
  if (claim.id !== id)
    return new DiscoveryError(
      file,
      `declares the id "${claim.id}"`,
      `call the file ${claim.id}, or the claim ${id}`,
      id,
    )
  return { claim, theme: basename(dirname(file)), file, sourceHash }
}

/** Node imports JavaScript by itself; TypeScript needs tsx, unless the program itself already runs through it. */
async function importFile(file: string): Promise<{ readonly default?: unknown }> {
  const url = pathToFileURL(file).href
  if (file.endsWith('.js') || import.meta.url.endsWith('.ts')) return import(/* @vite-ignore */ url)
  const { tsImport } = await import('tsx/esm/api')
  return tsImport(url, import.meta.url)
}
