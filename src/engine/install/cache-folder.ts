import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where engines keep what was installed, built and measured for this user, outside of any project. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.ATTENTION_ASSAY_CACHE) return env.ATTENTION_ASSAY_CACHE
  const name = 'attention-assay'
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name, 'cache')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', name)
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), name)
}

/** Where engines were installed: in a kit beside the program, whatever cache is named; else in the cache. */
export const enginesFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env.ATTENTION_ASSAY_KIT ? join(env.ATTENTION_ASSAY_KIT, 'cache') : cacheFolder(env)
