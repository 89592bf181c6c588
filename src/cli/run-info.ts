import { arch, platform, release } from 'node:os'
import { demandFloatingPoint } from '../arithmetic/numbers/floating-point.ts'
import type { Evidence } from '../evidence/schema.ts'
import { shellWord } from '../report/shell-word.ts'
import { toolCommit, toolVersion } from './installation.ts'

/**
 * What the evidence says about a run that starts now.
 *
 * @throws {FloatingPointError} when enclosures of this process would not be sound
 */
export async function runInfo(
  {
    seed,
    recheck,
    demand,
    starts,
    shard,
  }: Pick<Evidence['run'], 'seed' | 'recheck' | 'demand' | 'starts' | 'shard'>,
  args: readonly string[],
  claims: readonly string[],
): Promise<Evidence['run']> {
  const { higherTiers } = await import('../judge/scalar-tiers.ts')
  demandFloatingPoint()
  return {
    tool: 'attention-assay',
    version: toolVersion(),
    commit: toolCommit(),
    command: ['assay', ...args].map(shellWord).join(' '),
    seed,
    recheck,
    demand,
    ...(starts !== undefined && { starts }),
    selected: [...claims],
    ...(shard && { shard }),
    node: process.version,
    os: `${platform()} ${release()} ${arch()}`,
    startedAt: new Date().toISOString(),
    seconds: 0,
    floatingPoint: 'checked',
    arithmetics: (await higherTiers()).described,
  }
}
