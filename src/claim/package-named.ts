import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join, sep } from 'node:path'

/** What a name that is no path means to a file: a package, or a file of the same project; `unknown`: one of these. */
export type Named =
  { readonly package: string; readonly version: string | undefined } | { readonly file: string } | 'unknown'

/** This program: a run says of itself which version it is. */
const PROGRAM = 'attention-assay'

/**
 * What a file imports by a name that is no path; nothing for what comes with Node, for this program, and for what is
 * not installed, which nothing was loaded from.
 *
 * A package that is linked to a folder of the project, as in a monorepo, and the package that the file belongs to, are
 * sources like others: their versions do not tell whether they have changed.
 */
export function packageNamed(specifier: string, file: string): Named | undefined {
  if (isBuiltin(specifier)) return undefined
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)!
  if (name === PROGRAM) return undefined
  const place = folderOf(name, file)
  if (place !== undefined && isInstalled(place)) return { package: name, version: versionIn(place) }
  const own = resolvedBy(specifier, file)
  if (own !== undefined) return { file: own }
  return place !== undefined || name.startsWith('#') ? 'unknown' : undefined
}

/** Where Node finds a package, without links; undefined where it finds none. */
function folderOf(name: string, file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name)
    if (existsSync(join(place, 'package.json'))) return realpathSync(place)
    if (dirname(folder) === folder) return undefined
  }
}

/** The package that a file was installed with, and its place there; undefined for a file of a project. */
export function packageOf(
  file: string,
): { readonly package: string; readonly version: string | null; readonly path: string } | undefined {
  const parts = file.split(sep)
  const at = parts.lastIndexOf('node_modules') + 1
  if (at === 0) return undefined
  const end = at + (parts[at].startsWith('@') ? 2 : 1)
  return {
    package: parts.slice(at, end).join('/'),
    version: versionIn(parts.slice(0, end).join(sep)) ?? null,
    path: parts.slice(end).join('/'),
  }
}

const isInstalled = (place: string): boolean => place.split(sep).includes('node_modules')

function versionIn(place: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { version?: unknown }
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}

function resolvedBy(specifier: string, file: string): string | undefined {
  try {
    return realpathSync(createRequire(file).resolve(specifier))
  } catch {
    return undefined
  }
}
