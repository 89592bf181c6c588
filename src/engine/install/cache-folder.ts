import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { EngineError } from '../entry.ts'

/**
 * Where engines keep what was installed, built and measured for this user, outside of any project. A relative or empty
 * path of the system's own variables counts as none, as the XDG base directory specification demands.
 *
 * @throws {EngineError} when there is no such place, since the user has no home folder
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  home = homedir,
): string {
  if (env.ATTENTION_ASSAY_CACHE) return resolve(env.ATTENTION_ASSAY_CACHE)
  const name = 'attention-assay'
  const own = (...below: string[]) => join(homeOf(home), ...below)
  if (platform === 'win32') return join(env.LOCALAPPDATA || own('AppData', 'Local'), name, 'cache')
  if (platform === 'darwin') return own('Library', 'Caches', name)
  const { XDG_CACHE_HOME: stated = '' } = env
  return join(isAbsolute(stated) ? stated : own('.cache'), name)
}

/** It is unknown to Node without HOME and without an entry in the system's list of users, as in some containers. */
function homeOf(home: () => string): string {
  let found = ''
  try {
    found = home()
  } catch {
    // Said below.
  }
  if (isAbsolute(found)) return found
  throw new EngineError(
    'This user has no home folder, so there is no cache: set ATTENTION_ASSAY_CACHE to a folder that can be written.',
  )
}

/** Where engines were installed: in a kit beside the program, whatever cache is named; else in the cache. @throws as `cacheFolder` */
export const enginesFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env.ATTENTION_ASSAY_KIT ? join(env.ATTENTION_ASSAY_KIT, 'cache') : cacheFolder(env)
