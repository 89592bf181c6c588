import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { arch, platform, release } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Evidence } from '../evidence/schema.ts'

const TOOL = 'attention-assay'

/** The folder of the package and its version, from the source as from `dist`. */
function installation(): { root: string; version: string } {
  for (let root = dirname(fileURLToPath(import.meta.url)); ; root = dirname(root)) {
    const file = join(root, 'package.json')
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string }
      if (name === TOOL) return { root, version: version ?? '0.0.0' }
    }
    if (root === dirname(root)) return { root, version: '0.0.0' }
  }
}

/** The version of this program. */
export const toolVersion = (): string => installation().version

/** The commit of a clone, or the one that a kit was made from; null where the program was installed as a package. */
function toolCommit(root: string): string | null {
  if (existsSync(join(root, 'commit'))) return readFileSync(join(root, 'commit'), 'utf8').trim()
  if (!existsSync(join(root, '.git'))) return null
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    return git('rev-parse', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+changes' : '')
  } catch {
    return null
  }
}

/** What the evidence says about a run that starts now. */
export async function runInfo(
  seed: number,
  args: readonly string[],
  claims: readonly string[],
): Promise<Evidence['run']> {
  const { higherTiers } = await import('../judge/scalar-tiers.ts')
  const { root, version } = installation()
  const quoted = args.map((arg) =>
    /^[\w./:=@%+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", String.raw`'\''`)}'`,
  )
  return {
    tool: TOOL,
    version,
    commit: toolCommit(root),
    command: ['assay', ...quoted].join(' '),
    seed,
    selected: [...claims],
    node: process.version,
    os: `${platform()} ${release()} ${arch()}`,
    startedAt: new Date().toISOString(),
    seconds: 0,
    arithmetics: (await higherTiers()).described,
  }
}
