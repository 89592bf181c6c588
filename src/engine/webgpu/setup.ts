import { buildWhole } from '../install/build-whole.ts'
import { installPackages, requireOf } from '../install/npm-packages.ts'
import { BACKEND, DAWN, findPackages, PACKAGES, packagesFolder, type FoundPackages } from './packages.ts'

/**
 * Makes the engine `webgpu` ready: takes the project's own packages where they are, else fetches them into the cache.
 * None of their scripts is run, and nothing is compiled.
 *
 * @param say told what is done, a line at a time
 * @throws {EngineError} when npm is missing or fails
 */
export async function setupWebgpu({ say }: { say: (line: string) => void }): Promise<FoundPackages> {
  const folder = packagesFolder()
  if (requireOf(BACKEND, folder) && requireOf(DAWN, folder)) say(`${BACKEND} and ${DAWN} are there.`)
  else {
    say(`Fetching ${BACKEND} and ${DAWN} (Dawn) with npm, without running their scripts: 130 MB on disk.`)
    await buildWhole(folder, (inside) => installPackages(inside, PACKAGES))
  }
  return findPackages(folder)
}
