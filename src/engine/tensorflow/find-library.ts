import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from '../entry.ts'
import { buildWhole } from '../install/build-whole.ts'
import { tensorFlowCache } from './binding.ts'
import { hasNvidiaDriver } from './gpu-libraries.ts'
import { libraryAt, type TensorFlowLibrary } from './library.ts'
import { installTensorFlow, tensorFlowOf, type Variety } from './python.ts'

export interface LibraryOptions {
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
 * A TensorFlow: the one that is named, else that of the Python, else a private one in the cache, which is fetched where it
 * is missing.
 *
 * @throws {EngineError} when there is none, or it cannot be fetched
 */
export async function findLibrary({
  variety,
  python = 'python3',
  library,
  fetch = true,
  say,
}: LibraryOptions): Promise<TensorFlowLibrary> {
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
