import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Alike for one name of a file, by whatever links its folder is reached. */
export function placeOf(file: string): string {
  let folder = dirname(resolve(file))
  const below = [basename(file)]
  while (!existsSync(folder) && dirname(folder) !== folder) {
    below.unshift(basename(folder))
    folder = dirname(folder)
  }
  return asNamed(join(existsSync(folder) ? realpathSync(folder) : folder, ...below))
}

/** Whether a file that is written takes the name of one that is read, or of what that one links to. */
export const wouldReplace = (written: string, read: string): boolean =>
  [placeOf(read), ...(existsSync(read) ? [asNamed(realpathSync(read))] : [])].includes(placeOf(written))

/** Other systems take A for a. */
const asNamed = (path: string): string => (process.platform === 'linux' ? path : path.toLowerCase())
