import { existsSync } from 'node:fs'
import { EngineError } from '../entry.ts'
import { buildBinding, builtBinding, fetchPackages, type Binding } from './binding.ts'
import { findLibrary, type LibraryOptions } from './find-library.ts'
import type { TensorFlowLibrary } from './library.ts'

/**
 * Makes the engine `tensorflow` ready: finds a TensorFlow or fetches a private one, and compiles the binding against
 * it. What is there already and fits is kept; nothing half-built is ever left in the cache.
 *
 * @throws {EngineError} when something is missing; the message says what to install
 */
export async function setupTensorFlow(options: LibraryOptions): Promise<Binding> {
  const { say } = options
  if (process.platform !== 'linux')
    throw new EngineError(
      `Engine tensorflow is set up on Linux only (this is ${process.platform}); engine webgpu runs on this machine's GPU: npx assay setup webgpu`,
    )
  const library = await findLibrary(options)
  say(`TensorFlow ${library.version} (${library.cuda ? 'CUDA' : 'CPU'}) in ${library.folder}`)
  await fetchPackages(say)
  const built = builtBinding()
  if (built && sameLibrary(built.library, library) && existsSync(built.file)) {
    say('The binding in the cache was made for it.')
    return built
  }
  if (built && !existsSync(built.library.folder))
    say(`The binding in the cache was made for ${built.library.folder}, which has gone; compiling it anew.`)
  else say('Compiling the binding.')
  return buildBinding(library)
}

const sameLibrary = (a: TensorFlowLibrary, b: TensorFlowLibrary): boolean =>
  a.folder === b.folder && a.version === b.version && a.cuda === b.cuda
