import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DiscoveryError } from './discovery-error.ts'

/** The folder of the claims that come with the package: beside `src`, in the source as in `dist`. */
export const ownClaims = (): string => fileURLToPath(new URL('../../properties', import.meta.url))

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
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isClaimFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(path, file).split(sep).includes('node_modules'))
  const all = new Set(files)
  return files.filter((file) => !file.endsWith('.js') || !all.has(file.replace(/js$/, 'ts'))).sort()
}

const isClaimFile = (name: string): boolean => /\.[jt]s$/.test(name) && !/\.(d|test|spec)\.[jt]s$/.test(name)
