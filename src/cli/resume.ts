import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { changedSources } from '../claim/sources-of.ts'
import { isDeepStrictEqual } from 'node:util'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { readEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { FILE } from '../evidence/write.ts'
import type { Shard } from '../judge/shard.ts'

/** What the run that goes on is like. */
export interface Continuation {
  readonly seed: number
  readonly version: string
  readonly engine: string
  readonly recheck: 'sample' | 'all'
  readonly demand: number | null
  readonly shard?: Shard
  /** The range of cases of a claim; `to` is undefined where time decides. */
  range(loaded: LoadedClaim): Promise<Asked>
}

/** The cases that are asked for; where time ends them, only where they begin. */
type Asked = ClaimEvidence['range'] | { readonly from: number; readonly to?: undefined }

/** What is kept of earlier evidence, and why the rest is done again. */
export interface Kept {
  readonly claims: ReadonlyMap<string, ClaimEvidence>
  readonly redone: readonly string[]
}

/** Where the evidence of a run lies. */
export const evidenceFile = (folder: string): string => join(folder, FILE)

/**
 * The evidence in a folder, or undefined when there is none.
 *
 * @throws {EvidenceError} when the file there is no evidence
 */
export const earlierEvidence = (folder: string): Evidence | undefined =>
  existsSync(evidenceFile(folder)) ? readEvidence(evidenceFile(folder)) : undefined

/** Sorts out which of the selected claims are finished already, under the same conditions. */
export async function keep(
  earlier: Evidence,
  selected: readonly LoadedClaim[],
  now: Continuation,
): Promise<Kept> {
  const claims = new Map<string, ClaimEvidence>()
  const redone: string[] = []
  const ofRun = whyNotRun(earlier, now)
  for (const loaded of selected) {
    const found = earlier.claims.find(({ id }) => id === loaded.claim.id)
    if (!found) continue
    const why = ofRun ?? whyNotClaim(found, loaded, await now.range(loaded))
    if (why) redone.push(`${found.id} is done again: ${why}`)
    else claims.set(found.id, found)
  }
  const ids = new Set(selected.map(({ claim }) => claim.id))
  for (const { id } of earlier.claims)
    if (!ids.has(id)) redone.push(`${id} is left out: it was not asked for`)
  return { claims, redone }
}

function whyNotRun({ run, engine }: Evidence, now: Continuation): string | undefined {
  if (run.version !== now.version)
    return `version ${run.version} of the program found it, this is ${now.version}`
  if (engine.name !== now.engine) return `engine ${engine.name} found it, this one is ${now.engine}`
  if (run.seed !== now.seed) return `its seed was ${run.seed}, now it is ${now.seed}`
  if (run.recheck !== now.recheck || run.demand !== now.demand)
    return 'its --recheck or --demand was another one'
  if (run.shards) return 'it was merged from shards'
  if (!isDeepStrictEqual(run.shard, now.shard)) return 'its --shard was another one'
  return undefined
}

function whyNotClaim(found: ClaimEvidence, loaded: LoadedClaim, asked: Asked): string | undefined {
  if (found.error) return 'its predicate failed'
  const changed = changedSources(found, loaded)
  if (changed.length > 0) return changed.join(', ')
  if (asked.to === undefined ? found.range.from !== asked.from : !isDeepStrictEqual(found.range, asked))
    return `its cases were ${rangeInWords(found.range)}, now they are ${rangeInWords(asked)}`
  return undefined
}

const rangeInWords = (range: Asked): string =>
  `${range.from} to ${range.to ?? 'the end of its time'}${'of' in range && range.of ? `, of ${range.of.from} to ${range.of.to}` : ''}`
