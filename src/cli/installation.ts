import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gitEnvironment } from '../claim/origin/git.ts'
import { UNKNOWN_COMMIT } from '../recount/same-program.ts'

/** The folder of the package: two folders above this file as source, three as what was made of it in `dist`. */
const ROOT = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../..' : '../../..', import.meta.url))

/** Where the package lies, with its documents. */
export const packageFolder = (): string => ROOT

/** The version of this program. */
export const toolVersion = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

/**
 * The commit of a clone, or the one that a kit was made from; null where the program was installed as a package, `unknown`
 * where git does not tell.
 */
export function toolCommit(): string | null {
  if (existsSync(join(ROOT, 'commit'))) return readFileSync(join(ROOT, 'commit'), 'utf8').trim()
  if (!existsSync(join(ROOT, '.git'))) return import.meta.url.endsWith('.ts') ? UNKNOWN_COMMIT : null
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', ROOT, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: gitEnvironment(),
    }).trim()
  try {
    return git('rev-parse', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+changes' : '')
  } catch {
    return UNKNOWN_COMMIT
  }
}
