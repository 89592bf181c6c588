import { register } from 'node:module'
import { pathToFileURL } from 'node:url'
import { arrivesInTime } from '../generate/own-code.ts'

/** The default export of somebody's file: TypeScript or JavaScript, in a package of any type, in any thread. */
export const defaultExport = async (file: string): Promise<unknown> =>
  defaultOf(
    await arrivesInTime('its loading', () =>
      importFile(file).catch((error: unknown) => {
        ends.add(error)
        throw error
      }),
    ),
  )

const ends = new Set<unknown>()

/**
 * Whether the loading of some file ended with this error: who asked for the file was told. Node 20 reports what a CommonJS
 * file throws a second time, as a rejection that nobody waits for.
 */
export const endedALoad = (error: unknown): boolean => ends.has(error)

/** What a claim does wrong is found many calls below its line. */
const CALLS = 50

/** Whether Node loads files here as `claim-module-hooks` says; each thread has to ask for it. */
let hooked = false
let before: Promise<unknown> = Promise.resolve()

/**
 * From the source, tsx or vitest already loads TypeScript. One file after another, for Node refuses to `require` in one
 * file a module that another file is just importing.
 */
function importFile(file: string): Promise<{ readonly default?: unknown }> {
  const url = pathToFileURL(file).href
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, CALLS)
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
