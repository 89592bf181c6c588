import { realpath } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { packageOf } from '../package-named.ts'
import { type SourcePart, isPackage } from '../sources-of.ts'
import { GitError } from './git.ts'
import { readRepository, type Repository, rootOf } from './repository.ts'

/** Where a claim's file is from. */
export type Origin =
  | {
      readonly kind: 'repository'
      /** The address of its remote, without credentials; null where it has none, or one that is a folder. */
      readonly repository: string | null
      /** Null where nothing was committed yet. */
      readonly commit: string | null
      /** Of the claim's file, from the root of the repository. */
      readonly path: string
      /** Of the claim's file, and what it imports of this repository, what is not as it was committed. */
      readonly changed: string[]
      /** What it imports that is not of this repository; from its root. */
      readonly outside: string[]
    }
  | {
      readonly kind: 'package'
      readonly package: string
      readonly version: string | null
      readonly path: string
    }
  /** It lies in no repository. */
  | { readonly kind: 'none' }
  /** It lies in a repository, which could not be read. */
  | { readonly kind: 'unread'; readonly reason: string }

/** A claim's file, and what it imports by paths from its folder. */
interface Declared {
  readonly file: string
  readonly imports: readonly SourcePart[]
}

/** A claim's files that lie in one repository, and others. */
interface InRepository {
  readonly root: string
  readonly path: string
  readonly imports: readonly string[]
  readonly outside: readonly string[]
}

/** Where claims are from, in their order. Each repository is read once. */
export async function originsOf(claims: readonly Declared[]): Promise<Origin[]> {
  const placed = await Promise.all(claims.map(placeOf))
  const paths = new Map<string, Set<string>>()
  for (const place of placed)
    if ('root' in place)
      paths.set(place.root, new Set([...(paths.get(place.root) ?? []), place.path, ...place.imports]))
  const repositories = new Map<string, Repository | GitError>()
  for (const [root, files] of paths)
    try {
      repositories.set(root, await readRepository(root, [...files]))
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      repositories.set(root, error)
    }
  return placed.map((place) => ('root' in place ? originIn(place, repositories.get(place.root)!) : place))
}

async function placeOf({ file, imports }: Declared): Promise<InRepository | Origin> {
  const place = await realpath(file)
  const installed = packageOf(place)
  if (installed) return { kind: 'package', ...installed }
  const root = rootOf(place)
  if (root === undefined) return { kind: 'none' }
  const pathIn = (other: string): string => relative(root, other).split(sep).join('/')
  const files = imports.filter((part) => !isPackage(part)).map(({ path }) => resolve(dirname(place), path))
  // A submodule, or a clone within a clone, is another repository.
  const isInside = (other: string): boolean => rootOf(other) === root
  return {
    root,
    path: pathIn(place),
    imports: files.filter(isInside).map(pathIn),
    outside: files.filter((other) => !isInside(other)).map(pathIn),
  }
}

function originIn({ path, imports, outside }: InRepository, repository: Repository | GitError): Origin {
  if (repository instanceof GitError) return { kind: 'unread', reason: repository.message }
  const { address, commit, committed } = repository
  return {
    kind: 'repository',
    repository: address,
    commit,
    path,
    changed: [path, ...imports].filter((each) => !committed.has(each)),
    outside: [...outside],
  }
}
