import { join } from 'node:path'
import { EngineError } from '../entry.ts'
import { enginesFolder } from '../install/cache-folder.ts'
import { requireOf, type PackageSet } from '../install/npm-packages.ts'

export const SETUP = 'npx assay setup webgpu'

/** TensorFlow.js's kernels in WGSL. */
export const BACKEND = '@tensorflow/tfjs-backend-webgpu'
/** Dawn, with its binaries for all systems inside. */
export const DAWN = 'webgpu'

export const PACKAGES = {
  dependencies: { [BACKEND]: '4.22.0', [DAWN]: '0.6.2', '@tensorflow/tfjs-core': '4.22.0' },
} as const satisfies PackageSet

export const packagesFolder = (): string => join(enginesFolder(), 'webgpu')

function packagesFolderIfAny(): string | undefined {
  try {
    return packagesFolder()
  } catch {
    // Without a cache they can be in the project all the same.
    return undefined
  }
}

/** Where the two packages are: in the project, else in the cache. */
export interface FoundPackages {
  readonly backend: NodeJS.Require
  readonly dawn: NodeJS.Require
  /** By name. */
  readonly versions: Readonly<Record<string, string>>
}

/** @throws {EngineError} when one is missing, or the backend is of another version than the one that this was written for */
export function findPackages(folder = packagesFolderIfAny(), find = requireOf): FoundPackages {
  const [backend, dawn] = [find(BACKEND, folder), find(DAWN, folder)]
  if (!backend || !dawn) {
    const missing = [...(backend ? [] : [BACKEND]), ...(dawn ? [] : [DAWN])]
    throw new EngineError(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} neither in this project nor in the cache of this user.\n  To fetch them: ${SETUP}`,
      SETUP,
    )
  }
  const versions = { [BACKEND]: versionOf(backend, BACKEND), [DAWN]: versionOf(dawn, DAWN) }
  const wanted = PACKAGES.dependencies[BACKEND]
  if (versions[BACKEND] !== wanted)
    throw new EngineError(
      `the project's ${BACKEND} is ${versions[BACKEND]}, and ${wanted} is needed.\n  To get it: npm install ${BACKEND}@${wanted}`,
      `npm install ${BACKEND}@${wanted}`,
    )
  return { backend, dawn, versions }
}

const versionOf = (require: NodeJS.Require, name: string): string =>
  (require(`${name}/package.json`) as { version: string }).version
