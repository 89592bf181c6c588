import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, extname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DiscoveryError } from './discovery-error.ts'

/** The folder of the claims that come with the package: beside `src`, in the source as in `dist`. */
export const ownClaims = (): string => fileURLToPath(new URL('../../properties', import.meta.url))

/**
 * The folder `properties` of the user's project, if there is one: beside the package.json where the program is started.
 * In the checkout of this package its claims are its own.
 */
export function claimsHere(folder = process.cwd(), own = ownClaims()): string[] {
  const place = join(folder, 'properties')
  const within = relative(folder, own).split(sep)
  if (within[0] !== '..' && !isAbsolute(within[0]) && !within.includes('node_modules')) return []
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ? [place] : []
}

/** The id that a file stands for: its name without the ending. */
export const idOfFile = (file: string): string => basename(file, extname(file))

/**
 * The claim files in a folder and the folders below it, in the order of their paths, or the one file that is named.
 * Tests, type declarations, and what has a source of the same name beside it are left out.
 *
 * @throws DiscoveryError when there is no such place
 */
export function claimFiles(place: string): string[] {
  const path = resolve(place)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat)
    throw new DiscoveryError(path, 'does not exist', 'name a claim file or a folder of them', idOfFile(path))
  if (!stat.isDirectory()) return [path]
  const files = [...filesIn(path)].filter((file) => isClaimFile(basename(file)))
  const all = new Set(files)
  return files.filter((file) => !file.endsWith('js') || !all.has(file.replace(/js$/, 'ts'))).sort()
}

/** All files below a folder, through links too; each folder once, so that links in a circle end. */
function* filesIn(folder: string, seen = new Set<string>()): Generator<string> {
  const real = realpathSync(folder)
  if (seen.has(real)) return
  seen.add(real)
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isFile()) yield path
    else if (stat?.isDirectory() && name !== 'node_modules') yield* filesIn(path, seen)
  }
}

/** Whether a path ends as JavaScript or TypeScript does. */
export const isScript = (path: string): boolean => /\.[cm]?[jt]s$/.test(path)

const isClaimFile = (name: string): boolean => isScript(name) && !/\.(d|test|spec)\.[cm]?[jt]s$/.test(name)
