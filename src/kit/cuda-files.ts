import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { EngineError } from '../engine/entry.ts'
import { run } from '../engine/npm-packages.ts'

/** CUDA's libraries that the suite calls, what cublasLt opens, and cuDNN's that TensorFlow asks for its version. */
const CALLED = ['cudart', 'cublas', 'cublasLt', 'nvrtc', 'nvrtc-builtins', 'cudnn', 'cudnn_graph']
/** Those that TensorFlow only opens: where one is missing it skips every GPU. */
const ONLY_OPENED = ['libcufft.so.11', 'libcusolver.so.11', 'libcusparse.so.12']

/**
 * Puts CUDA's libraries into a kit, each with its licence. NVIDIA's licences allow copies, and no changes ("provided
 * that the object code files are not modified in any way", CUDA Toolkit EULA 2.3): they are taken as they are.
 *
 * @param site where the wheels of TensorFlow and of NVIDIA lie side by side
 * @param folder the folder of the binding in the kit
 * @returns what was taken, in sentences
 * @throws {EngineError} when there is no C compiler
 */
export async function copyCuda(site: string, folder: string, say: (line: string) => void): Promise<string[]> {
  const parts = partsOf(site)
  if (!parts.some(({ libraries }) => libraries.some((name) => name.startsWith('libcudart.')))) {
    const none = `CUDA's libraries do not lie beside this TensorFlow (in ${join(site, 'nvidia')}) and are not in the kit: its machine has to bring them.`
    say(none)
    return [none]
  }
  const told = parts.map(({ name, libraries, licences }) => {
    const copy = join(folder, 'nvidia', name)
    for (const library of libraries)
      cpSync(join(site, 'nvidia', name, 'lib', library), join(copy, 'lib', library), { dereference: true })
    for (const licence of licences)
      cpSync(join(site, licence), join(copy, 'licence', basename(licence)), { recursive: true })
    return `${libraries.join(', ')}: NVIDIA's, unchanged, under the licence beside them, for redistribution with a program.`
  })
  // TensorFlow looks in the folders of NVIDIA's wheels.
  for (const name of ONLY_OPENED) {
    const lib = join(folder, 'nvidia', name.replace(/^lib|\.so.*$/g, ''), 'lib')
    mkdirSync(lib, { recursive: true })
    await emptyLibrary(join(lib, name), name)
  }
  return [
    ...told,
    `${ONLY_OPENED.join(', ')}: empty ones in place of NVIDIA's, which TensorFlow opens and the suite never calls.`,
  ]
}

interface Part {
  /** The folder in `nvidia`. */
  readonly name: string
  readonly libraries: readonly string[]
  /** Files and folders of licences, from the folder of the wheels. */
  readonly licences: readonly string[]
}

/** NVIDIA's wheels that have a library which is called. */
function partsOf(site: string): Part[] {
  const nvidia = join(site, 'nvidia')
  return (existsSync(nvidia) ? readdirSync(nvidia) : []).flatMap((name) => {
    const lib = join(nvidia, name, 'lib')
    const libraries = (existsSync(lib) ? readdirSync(lib) : []).filter((file) =>
      CALLED.some((called) => file.startsWith(`lib${called}.so`)),
    )
    if (libraries.length === 0) return []
    const info = readdirSync(site).find((it) =>
      new RegExp(`^nvidia_${name}(_cu\\d+)?-.*\\.dist-info$`).test(it),
    )
    const licences = (info === undefined ? [] : readdirSync(join(site, info)))
      .filter((file) => /^licen[cs]e/i.test(file))
      .map((file) => join(info!, file))
    return [{ name, libraries, licences }]
  })
}

/** @throws {EngineError} when there is no compiler */
async function emptyLibrary(file: string, name: string): Promise<void> {
  const compiler = process.env.CC ?? 'cc'
  const args = ['-shared', '-fPIC', `-Wl,-soname,${name}`, '-x', 'c', '/dev/null', '-o', file]
  const { status, said } = await run(compiler, args)
  if (status !== 0)
    throw new EngineError(`${compiler} could not make an empty ${name}: ${said.trim() || 'it was not found'}`)
}
