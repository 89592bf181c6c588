import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, sep } from 'node:path'
import { isScript } from './claim-files.ts'
import { fileNamed } from './imports-of.ts'
import { packageNamed } from './package-named.ts'
import { hashOf } from './source-hash.ts'

/** A file that a claim consists of, or a package that it imports. */
export interface SourcePart {
  /** From the folder of the claim's file, with `/` between folders; of a package `npm:` and its name. */
  readonly path: string
  /** `sha256:…` of a file, `version:…` of a package; `unknown` where it cannot be read, or is not found. */
  readonly hash: string
}

/** What of a file is known: its hash, and what it names. Files by their places without links. */
interface Known {
  readonly hash: string
  readonly files: readonly string[]
  readonly packages: readonly SourcePart[]
}

/** Files that were read before, for claims that are read at the same time. */
export type KnownFiles = Map<string, Promise<Known>>

/** Whether a part is a package, and no file. */
export const isPackage = ({ path }: Pick<SourcePart, 'path'>): boolean => path.startsWith(PACKAGE)
const PACKAGE = 'npm:'

/** Where a part cannot be read. It is equal to nothing, itself included. */
const UNKNOWN = 'unknown'

/**
 * All that a claim's file consists of, as far as its text tells: the file, what it imports or names by a path, what these
 * do, and the versions of the packages that they import. Links are followed, as Node follows them. What a file reads by a
 * name that it puts together is not among them.
 *
 * @param known what was read before
 * @returns each part once, in the order of the paths
 */
export async function sourcesOf(file: string, known: KnownFiles = new Map()): Promise<SourcePart[]> {
  const first = await realpath(file)
  const parts = new Map<string, string>()
  const waiting = [first]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const path = pathFrom(dirname(first), place)
    if (parts.has(path)) continue
    if (!known.has(place)) known.set(place, read(place))
    const { hash, files, packages } = await known.get(place)!
    parts.set(path, hash)
    for (const each of packages) parts.set(each.path, joined(parts.get(each.path), each.hash))
    waiting.push(...files)
  }
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, hash]) => ({ path, hash }))
}

/** The versions of a package, of which files in several places may find several. */
function joined(before: string | undefined, hash: string): string {
  if (before === undefined || before === hash) return hash
  if (before === UNKNOWN || hash === UNKNOWN) return UNKNOWN
  return [...new Set([...before.split(' '), hash])].sort().join(' ')
}

/** What a claim consists of. */
export interface Sources {
  /** Of the file that declares it. */
  readonly sourceHash: string
  /** What that file imports, and so on. */
  readonly imports: readonly SourcePart[]
}

/** Reads them now. @param known files that were read before */
export async function readSources(file: string, known?: KnownFiles): Promise<Sources> {
  return { sourceHash: await hashOf(file), imports: await importedBy(file, known) }
}

/** A digest of them all. */
export const versionOf = ({ sourceHash, imports }: Sources): string =>
  createHash('sha256')
    .update(JSON.stringify([sourceHash, imports]))
    .digest('hex')

/** In words what of a claim's sources is not what it was; nothing where all of it is. */
export function changedSources(before: Sources, now: Sources): string[] {
  const [was, is] = [before, now].map(({ imports }) => new Map(imports.map(({ path, hash }) => [path, hash])))
  const own = before.sourceHash === now.sourceHash ? [] : ['its file has changed']
  const imported = [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((path) => {
    const [old, present] = [was.get(path), is.get(path)]
    if (present === undefined) return `${path} is no longer imported`
    if (old === undefined) return `${path} is imported now`
    if (present === UNKNOWN || old === UNKNOWN) return `${path} cannot be compared`
    if (present === old) return []
    return isPackage({ path }) ? `${path} is ${present}, was ${old}` : `${path} has changed`
  })
  return [...own, ...imported]
}

const pathFrom = (folder: string, place: string): string => {
  const path = relative(folder, place)
  return isAbsolute(path) ? path : path.split(sep).join('/')
}

async function read(place: string): Promise<Known> {
  try {
    const hash = await hashOf(place)
    return isScript(place) ? { hash, ...(await namedIn(place)) } : { hash, files: [], packages: [] }
  } catch {
    return { hash: UNKNOWN, files: [], packages: [] }
  }
}

/** Texts in a script that can be names: paths wherever they stand, names of packages where something is imported. */
const PATH = /(['"`])((?:\.{1,2}\/|file:)[^'"`\n]*)\1/g
const NAME = /\b(?:from|import|require|resolve)\s*\(?\s*(['"`])([\w@#~-][\w@#~./-]*)\1/g

async function namedIn(place: string): Promise<Pick<Known, 'files' | 'packages'>> {
  const text = await readFile(place, 'utf8')
  const named = (pattern: RegExp): Set<string> =>
    new Set([...text.matchAll(pattern)].map(([, , name]) => name))
  const files = [...named(PATH)].flatMap((name) => fileNamed(name, dirname(place)) ?? [])
  const packages: SourcePart[] = []
  for (const name of named(NAME)) {
    const found = packageNamed(name, place)
    if (found === undefined) continue
    if (found === 'unknown') packages.push({ path: PACKAGE + name, hash: UNKNOWN })
    else if ('file' in found) files.push(found.file)
    else packages.push({ path: PACKAGE + found.package, hash: versionHash(found.version) })
  }
  return { files: await Promise.all(files.map((file) => realpath(file))), packages }
}

const versionHash = (version: string | undefined): string =>
  version === undefined ? UNKNOWN : `version:${version}`

/** The same without the file itself. */
export async function importedBy(file: string, known?: KnownFiles): Promise<SourcePart[]> {
  const own = basename(await realpath(file))
  return (await sourcesOf(file, known)).filter(({ path }) => path !== own)
}
