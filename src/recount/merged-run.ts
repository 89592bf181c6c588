import { isDeepStrictEqual } from 'node:util'
import type { Evidence } from '../evidence/schema.ts'
import { wholeMilliseconds } from '../evidence/whole-milliseconds.ts'
import type { AskedRun } from './asked-run.ts'
import { inBrief } from './differences.ts'

type Run = Evidence['run']
type Shards = NonNullable<Run['shards']>

/** What a run that was merged from shards says of its machines and its time, which is theirs together. */
export function headOf(shards: Shards): Pick<Run, 'node' | 'os' | 'startedAt' | 'seconds'> {
  const all = (of: 'node' | 'os'): string => [...new Set(shards.map((shard) => shard[of]))].join(', ')
  const [startedAt] = shards.map((shard) => shard.startedAt).toSorted()
  const seconds = shards.reduce((sum, shard) => sum + shard.seconds, 0)
  return { node: all('node'), os: all('os'), startedAt, seconds: wholeMilliseconds(seconds) }
}

/** The commands that tried the cases of a run: of merged evidence those of its shards. */
export const commandsOf = ({ command, shards }: Run): string[] =>
  shards ? shards.map((shard) => shard.command) : [command]

/** Whether what is said of shards says that each was counted once. */
export function checkShards(run: Run): string[] {
  const { shards } = run
  if (!shards) return []
  const wrong: string[] = []
  if (!/^assay merge\b/.test(run.command))
    wrong.push('it was merged from shards, and its command is no `assay merge`')
  if (run.shard) wrong.push('it was merged from shards, and is said to be one')
  const places = new Map<string, number>()
  for (const [i, { digest }] of shards.entries()) {
    const before = places.get(digest)
    if (before !== undefined)
      wrong.push(`a shard is counted twice: shards ${before} and ${i + 1} are one file`)
    places.set(digest, i + 1)
  }
  for (const [key, should] of Object.entries(headOf(shards))) {
    const is: unknown = run[key as keyof Run]
    if (is !== should) wrong.push(`its ${key} is ${inBrief(is)}, and its shards make it ${inBrief(should)}`)
  }
  return wrong
}

/** A run of merged evidence as its shards ask for it. */
export interface AskedShards {
  /** What all of them ask for together. */
  readonly whole: AskedRun
  readonly each: readonly AskedRun[]
}

/**
 * What the commands of a run ask for: one, or those of its shards, each of another part of the same.
 *
 * @param ask what a command asks for
 */
export async function askedOf(
  run: Run,
  ask: (command: string) => Promise<AskedRun | { readonly problem: string }>,
): Promise<AskedShards | { readonly problem: string }> {
  const each: AskedRun[] = []
  for (const command of commandsOf(run)) {
    const asked = await ask(command)
    if ('problem' in asked)
      return run.shards ? { problem: `that of shard ${each.length + 1}: ${asked.problem}` } : asked
    each.push(asked)
  }
  const [whole] = each
  return { whole: run.shards ? { ...whole, shard: undefined } : whole, each }
}

/** Whether each command of a shard asks for its own part of the same cases. */
export function checkAskedParts({ shards }: Run, { whole, each }: AskedShards): string[] {
  if (!shards) return []
  return each.flatMap((asked, i) => {
    const wrong: string[] = []
    const part = { number: i + 1, of: shards.length }
    const inWords = asked.shard ? `--shard ${asked.shard.number}/${asked.shard.of}` : 'no --shard'
    if (!isDeepStrictEqual(asked.shard, part))
      wrong.push(`shard ${i + 1} of ${shards.length} was run with ${inWords}`)
    const { from, to, byTime } = asked
    if (!isDeepStrictEqual({ from, to, byTime }, { from: whole.from, to: whole.to, byTime: whole.byTime }))
      wrong.push(`shard ${i + 1} divides other cases than shard 1`)
    return wrong
  })
}
