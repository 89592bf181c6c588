import { isDeepStrictEqual } from 'node:util'
import type { Claim } from '../claim/claim.ts'
import type { Discovered } from '../claim/discover.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { DEFAULT_CASES } from '../judge/default-cases.ts'
import { partOf, walksIn, type Shard } from '../judge/shard.ts'
import { checkBaselines } from './baselines.ts'
import { otherThanCommanded } from './as-commanded.ts'
import { inBrief } from './differences.ts'
import { checkAskedParts, checkShards, type AskedShards } from './merged-run.ts'

/** What a command line asks of a run. */
export interface AskedRun {
  /** Ids of claims. */
  readonly selected: readonly string[]
  /** Undefined where an earlier run decides. */
  readonly seed: number | undefined
  readonly from: number
  /** Whether claims of earlier runs may stand in it. */
  readonly takesOver: boolean
  /** Undefined where each claim decides, or the time. */
  readonly to: number | undefined
  readonly byTime: boolean
  readonly engine: string
  readonly recheck: string
  readonly demand: number | null
  /** The part of the cases and variants; undefined for all. */
  readonly shard: Shard | undefined
  /** From how many cases walks begin; undefined for none. */
  readonly starts?: number | undefined
}

/**
 * Whether a file says of its run what the command says that it names.
 *
 * @param ids of all claims of the file, with those that are damaged
 * @param asked by the command, or why nothing is
 */
export function checkRun(
  evidence: Evidence,
  ids: readonly string[],
  asked: AskedShards | { readonly problem: string },
): string[] {
  const { run } = evidence
  const wrong = [...checkHeld(evidence, ids), ...checkShards(run)]
  if (run.tool !== 'attention-assay') wrong.push(`it is said to come from ${run.tool}`)
  if (ids.length === 0) wrong.push('it holds no claims')
  if ('problem' in asked) return [...wrong, `its command cannot be followed: ${asked.problem}`]
  wrong.push(...checkAskedParts(run, asked), ...checkBaselines(evidence, asked.whole.takesOver))
  for (const each of asked.each) wrong.push(...checkAsked(evidence, each))
  if (!run.shards && !isDeepStrictEqual(run.shard, asked.whole.shard))
    wrong.push(`it is said to be ${inBrief(run.shard ?? 'no shard')}, and the command says otherwise`)
  return wrong
}

/** Whether a run is as a command asks for it, whatever part of it the command is about. */
function checkAsked({ run, engine }: Evidence, asked: AskedRun): string[] {
  const { seed = run.seed, recheck, demand, starts, selected } = asked
  const named = asked.engine === 'auto' ? engine.name : asked.engine
  const missing = selected.filter((id) => !run.selected.includes(id))
  return [
    ...otherThanCommanded('the seed', run.seed, seed),
    ...otherThanCommanded('recheck', run.recheck, recheck),
    ...otherThanCommanded('what is demanded', run.demand, demand),
    ...otherThanCommanded('from how many cases walks begin', run.starts, starts),
    ...otherThanCommanded('the engine', engine.name, named),
    ...(missing.length > 0
      ? [`the command asks for ${missing.join(', ')} too`]
      : otherThanCommanded('what was selected', run.selected, selected)),
  ]
}

/** Whether a file holds the claims that its run was asked for. */
function checkHeld({ run, complete }: Evidence, ids: readonly string[]): string[] {
  const wrong: string[] = []
  const [held, selected] = [new Set(ids), new Set(run.selected)]
  if (held.size < ids.length) wrong.push('a claim stands in it twice')
  const missing = run.selected.filter((id) => !held.has(id))
  if (complete && missing.length > 0)
    wrong.push(`${missing.join(', ')} is missing, although the run is complete`)
  const more = ids.filter((id) => !selected.has(id))
  if (more.length > 0) wrong.push(`${more.join(', ')} was not asked for`)
  const inOrder = run.selected.filter((id) => held.has(id))
  if (more.length === 0 && !isDeepStrictEqual(ids, inOrder))
    wrong.push('its claims do not stand in the order in which they were asked for')
  return wrong
}

/** Ids of claims that were asked for and are not there. */
export function missingOf({ run, claims }: Pick<Evidence, 'run' | 'claims'>): string[] {
  const held = new Set(claims.map(({ id }) => id))
  return run.selected.filter((id) => !held.has(id))
}

/** Whether the cases of a claim, and its walks, are those that the command names. */
export const checkCases = (found: ClaimEvidence, claim: Claim, asked: AskedRun): string[] => [
  ...checkRange(found, claim, asked),
  ...checkWalks(found, claim, asked),
]

function checkRange({ range, error }: ClaimEvidence, claim: Claim, asked: AskedRun): string[] {
  const to = asked.to ?? asked.from + (claim.cases ?? DEFAULT_CASES)
  const part = partOf(asked.shard, { from: asked.from, to })
  if (!isDeepStrictEqual(range.of, part.of))
    return [`it is said to be of cases ${inBrief(range.of)}, and the command says ${inBrief(part.of)}`]
  if (range.from !== part.from)
    return [`its cases begin at ${range.from}, and the command begins at ${part.from}`]
  if (error) return range.to === range.from ? [] : ['it failed, and has cases']
  if (asked.byTime ? range.to >= range.from : range.to === part.to) return []
  return [`its cases end at ${range.to}, and the command ends at ${asked.byTime ? range.from : part.to}`]
}

/** Whether the walks of a claim are those that the command names. */
function checkWalks({ search, error }: ClaimEvidence, claim: Claim, asked: AskedRun): string[] {
  const starts = walksIn(asked.shard, claim) ? asked.starts : undefined
  return error || search?.starts === starts
    ? []
    : [
        `its walks begin from ${inBrief(search?.starts ?? 'no')} cases, and the command says ${inBrief(starts ?? 'none')}`,
      ]
}

/** Whether every case that is named is named by the seed of the run. */
export function checkSeeds(found: ClaimEvidence, seed: number): string[] {
  const seeds = new Set<number>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { seed, index } = value as { seed?: unknown; index?: unknown }
    if (typeof seed === 'number' && typeof index === 'number') seeds.add(seed)
    else for (const part of Object.values(value)) look(part)
  }
  look(found)
  seeds.delete(seed)
  return [...seeds].map((other) => `a case is named by the seed ${other}, and the seed of the run is ${seed}`)
}

/** A claim by its id. */
export const claimOf = (id: string, { claims }: Discovered) => claims.find(({ claim }) => claim.id === id)
