import { register } from 'node:module'
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
    exported = defaultOf(await arrivesInTime('its loading', () => importFile(file)))
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

/** Whether Node loads files here as `claim-module-hooks` says; each thread has to ask for it. */
let hooked = false
let before: Promise<unknown> = Promise.resolve()

/**
 * TypeScript in any package, in any thread; from the source, tsx or vitest already does it. One file after another, for
 * Node refuses to `require` in one file a module that another file is just importing.
 */
function importFile(file: string): Promise<{ readonly default?: unknown }> {
  const url = pathToFileURL(file).href
  if (import.meta.url.endsWith('.ts')) return import(/* @vite-ignore */ url)
  if (!hooked) {
    register('./claim-module-hooks.js', import.meta.url)
    // Errors of a claim name the line that its author wrote.
    process.setSourceMapsEnabled(true)
    hooked = true
  }
  const loading = before.then(() => import(/* @vite-ignore */ url))
  before = loading.catch(() => undefined)
  return loading
}

/** The default export of a file, also of one that was made CommonJS: there it is the `default` of what is exported. */
function defaultOf({ default: exported }: { readonly default?: unknown }): unknown {
  const translated = exported as { readonly __esModule?: unknown; readonly default?: unknown } | undefined
  return translated?.__esModule ? translated.default : exported
}
