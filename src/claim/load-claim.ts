import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { arrivesInTime } from '../generate/own-code.ts'
import { claimFaults } from './claim-faults.ts'
import { idOfFile } from './claim-files.ts'
import type { Claim } from './claim.ts'
import { DiscoveryError } from './discovery-error.ts'
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

/**
 * Loads the claim that a file declares, in any thread.
 *
 * @throws {DiscoveryError} when it declares no claim of its name
 */
export async function loadClaim(file: string): Promise<LoadedClaim> {
  const id = idOfFile(file)
  const problem = (what: string, remedy: string, options?: ErrorOptions): DiscoveryError =>
    new DiscoveryError(file, what, remedy, id, options)
  let module: { readonly default?: unknown }
  let sourceHash: string
  try {
    sourceHash = await hashOf(file)
    module = await arrivesInTime('its loading', () => importFile(file))
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
  if (file.endsWith('.js') || import.meta.url.endsWith('.ts'))
    return fromCommonJs(await import(/* @vite-ignore */ url))
  const { tsImport } = await import('tsx/esm/api')
  return fromCommonJs(await tsImport(url, import.meta.url))
}

/** What a file exports that was made CommonJS, as it is outside of a package of modules, stands one default deeper. */
function fromCommonJs(module: { readonly default?: unknown }): { readonly default?: unknown } {
  const inner = module.default as { readonly __esModule?: unknown; readonly default?: unknown } | undefined
  return inner?.__esModule === true ? inner : module
}
