import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EngineError } from '../entry.ts'

/** The first TensorFlow whose wheels hold the library that the binding links to. */
const OLDEST = [2, 12] as const

/** A TensorFlow, as its Python wheel lays it out; Python itself is not needed to use it. */
export interface TensorFlowLibrary {
  /** The folder of the Python package `tensorflow`. */
  readonly folder: string
  readonly version: string
  /** Whether it was built for CUDA. */
  readonly cuda: boolean
}

/** What the binding links to. */
export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const

/**
 * Reads what a folder of TensorFlow holds.
 *
 * @throws {EngineError} when it is none, too old, or not whole
 */
export function libraryAt(folder: string): TensorFlowLibrary {
  const version = versionOf(folder)
  if (!version) throw new EngineError(`${folder} holds no TensorFlow (its header of the version is missing).`)
  const [major, minor] = version.split('.').map(Number) as [number, number]
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new EngineError(
      `The TensorFlow in ${folder} is ${version}, which is too old: ${OLDEST.join('.')} or newer is needed.`,
    )
  const missing = LIBRARIES.find((name) => !existsSync(join(folder, name)))
  if (missing)
    throw new EngineError(`The TensorFlow ${version} in ${folder} is not whole: ${missing} is missing.`)
  return { folder, version, cuda: isCudaBuild(folder) }
}

function versionOf(folder: string): string | undefined {
  for (const header of ['release_version.h', 'version.h']) {
    const file = join(folder, 'include', 'tensorflow', 'core', 'public', header)
    if (!existsSync(file)) continue
    const text = readFileSync(file, 'utf8')
    const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
      (part) => new RegExp(String.raw`#define TF_${part}_VERSION\s+(\d+)`).exec(text)?.[1],
    )
    if (numbers.every((n) => n !== undefined)) return numbers.join('.')
    // From 2.20 on the header has no numbers; what pip notes beside the package has.
    for (const name of readdirSync(dirname(folder))) {
      const noted = /^tensorflow(?:_cpu|_rocm)?-(\d+\.\d+\.\d+).*\.dist-info$/.exec(name)?.[1]
      if (noted) return noted
    }
  }
  return undefined
}

function isCudaBuild(folder: string): boolean {
  const file = join(folder, 'python', 'platform', 'build_info.py')
  return existsSync(file) && /['"]is_cuda_build['"]\s*[,:]\s*True/.test(readFileSync(file, 'utf8'))
}
