import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from '../entry.ts'
import { buildWhole } from '../install/cache-folder.ts'
import { buildBinding, builtBinding, fetchPackages, tensorFlowCache, type Binding } from './binding.ts'
import { hasNvidiaDriver } from './gpu-libraries.ts'
import { libraryAt, type TensorFlowLibrary } from './library.ts'
import { installTensorFlow, tensorFlowOf, type Variety } from './python.ts'

export interface SetupOptions {
  /** For CUDA or for CPUs alone; by default for CUDA where there is a driver of NVIDIA's. */
  readonly variety?: Variety
  /** The Python whose TensorFlow is used, or whose pip fetches one. */
  readonly python?: string
  /** The folder of a TensorFlow that is used whatever else there is. */
  readonly library?: string
  /** Whether one may be fetched where none is found (default). */
  readonly fetch?: boolean
  /** Told what is done, a line at a time. */
  readonly say: (line: string) => void
}

/**
 * Makes the engine `tensorflow` ready: finds a TensorFlow or fetches a private one, and compiles the binding against
 * it. What is there already and fits is kept; nothing half-built is ever left in the cache.
 *
 * @throws {EngineError} when something is missing; the message says what to install
 */
export async function setupTensorFlow(options: SetupOptions): Promise<Binding> {
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

async function findLibrary({
  variety,
  python = 'python3',
  library,
  fetch = true,
  say,
}: SetupOptions): Promise<TensorFlowLibrary> {
  if (library !== undefined) return libraryAt(library)
  const wanted: Variety = variety ?? (hasNvidiaDriver() ? 'cuda' : 'cpu')
  const own = await libraryOfPython(python, wanted, variety !== undefined, say)
  if (own) return own
  const site = join(tensorFlowCache(), `python-${wanted}`)
  const folder = join(site, 'tensorflow')
  if (existsSync(folder)) {
    try {
      return libraryAt(folder)
    } catch (error) {
      say(`${(error as Error).message} Fetching it anew.`)
      rmSync(site, { recursive: true, force: true })
    }
  }
  if (!fetch) throw new EngineError('no other TensorFlow was found')
  await buildWhole(site, async (inside) => void (await installTensorFlow(python, wanted, inside, say)))
  return libraryAt(folder)
}

/** The TensorFlow of a Python environment, where it will do. A CUDA build runs on CPUs too. */
async function libraryOfPython(
  python: string,
  wanted: Variety,
  strictly: boolean,
  say: (line: string) => void,
): Promise<TensorFlowLibrary | undefined> {
  const folder = await tensorFlowOf(python)
  if (folder === undefined) return undefined
  try {
    const found = libraryAt(folder)
    if (found.cuda || wanted === 'cpu') return found
    say(
      `The TensorFlow ${found.version} of ${python} is for CPUs${strictly ? '' : ', and this machine has a GPU'}.`,
    )
  } catch (error) {
    say((error as Error).message)
  }
  say('A private one is used, in the cache.')
  return undefined
}
