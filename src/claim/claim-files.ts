import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DiscoveryError } from './discovery-error.ts'

/** The folder of the claims that come with the package: beside `src`, in the source as in `dist`. */
export const ownClaims = (): string => fileURLToPath(new URL('../../properties', import.meta.url))

/** The folder of the open hypotheses that come with the package. They are no claims: no scan for claims enters it. */
export const openFolder = (): string => join(ownClaims(), 'open')

/**
 * The folder `properties` of the user's project, if there is one: beside the package.json where the program is started.
 * In a checkout of this package these are the claims that come with it, whichever copy of the program is started there.
 */
export function claimsHere(folder = process.cwd()): string[] {
  const place = join(folder, 'properties')
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder && packageIn(folder) !== 'attention-assay' ? [place] : []
}

/** The name of the package in a folder; undefined where there is none that says it. */
function packageIn(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name?: unknown })
      .name
  } catch {
    return undefined
  }
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
  const open = openFolder() + sep
  const hasOpen = !(path + sep).startsWith(open)
  const files = [...filesIn(path)].filter(
    (file) => isClaimFile(basename(file)) && !(hasOpen && file.startsWith(open)),
  )
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
