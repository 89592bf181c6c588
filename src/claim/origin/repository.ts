import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { git, GitError } from './git.ts'
import { remoteAddress } from './remote-address.ts'

/** A clone of a repository, as it stands. */
export interface Repository {
  /** Of its remote, without credentials; null where it has none, or one that is a folder. */
  readonly address: string | null
  /** Null where nothing was committed yet. */
  readonly commit: string | null
  /** Of the files that were asked for those that are as they were committed. */
  readonly committed: ReadonlySet<string>
}

/** The folder of the repository that a file lies in, by its `.git`; undefined where there is none. */
export function rootOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return undefined
  }
}

/**
 * @param paths of files in it, from its root, with `/` between folders
 * @throws {GitError} when it cannot be read
 */
export async function readRepository(root: string, paths: readonly string[]): Promise<Repository> {
  const commit = await ifThere(git(root, ['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']))
  const remotes = await ifThere(git(root, ['config', '-z', '--get-regexp', String.raw`^remote\..*\.url$`]))
  return {
    address: addressAmong(remotes ?? ''),
    commit: commit?.trim() ?? null,
    committed: new Set(commit === undefined ? [] : await committedAmong(root, paths)),
  }
}

/** The address of `origin`, else of the first remote that has one. */
function addressAmong(remotes: string): string | null {
  const urls = remotes
    .split('\0')
    .map((line) => ({ name: line.split('\n', 1)[0], url: line.slice(line.indexOf('\n') + 1) }))
    .sort((a, b) => Number(b.name === ORIGIN) - Number(a.name === ORIGIN))
  return urls.map(({ url }) => remoteAddress(url)).find((address) => address !== null) ?? null
}
const ORIGIN = 'remote.origin.url'

/** The paths whose files have the contents of the commit, as git would store them. */
async function committedAmong(root: string, paths: readonly string[]): Promise<string[]> {
  // Both commands read a name a line.
  const asked = paths.filter((path) => !path.includes('\n') && existsSync(join(root, path)))
  const lines = (text: string): string[] => text.split('\n')
  const inCommit = lines(
    await git(
      root,
      ['cat-file', '--batch-check=%(objectname)'],
      asked.map((path) => `HEAD:${path}\n`).join(''),
    ),
  )
  const onDisk = lines(
    await git(root, ['hash-object', '--stdin-paths'], asked.map((path) => `${path}\n`).join('')),
  )
  return asked.filter((_, i) => inCommit[i] === onDisk[i])
}

/** What git answers, or undefined where it says that there is no such thing. */
async function ifThere(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return undefined
    throw error
  }
}
