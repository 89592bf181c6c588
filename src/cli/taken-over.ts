import { isDeepStrictEqual } from 'node:util'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { changedSources } from '../claim/sources-of.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import type { Shard } from '../judge/shard.ts'
import { baselineOf } from '../recount/baselines.ts'
import { isSameProgram, programInWords } from '../recount/same-program.ts'
import { endInWords, timeLimitIn, type TimeLimit } from './time-limit.ts'

/** What the run that takes claims over is like. */
export interface Continuation {
  readonly seed: number
  readonly version: string
  readonly commit: string | null
  readonly engine: Evidence['engine']
  readonly arithmetics: Evidence['run']['arithmetics']
  readonly recheck: 'sample' | 'all'
  readonly demand: number | null
  /** Of walks; undefined for none. */
  readonly starts?: number
  readonly shard?: Shard
  readonly node: string
  readonly os: string
  /** What ends the cases; their number where it is empty. */
  readonly time: TimeLimit
  /** The range of cases of a claim; `to` is undefined where time decides. */
  range(loaded: LoadedClaim): Promise<Asked>
  /** Why evidence of a claim is none that a run leaves; nothing where it fits. */
  misfits(found: ClaimEvidence, loaded: LoadedClaim, run: Evidence['run']): Promise<readonly string[]>
}

/** The cases that are asked for; where time ends them, only where they begin. */
type Asked = ClaimEvidence['range'] | { readonly from: number; readonly to?: undefined }

/**
 * Evidence that claims are taken over from: what this run left when it was interrupted, or a baseline, from which only what
 * is as expected is taken over, as another run found it.
 */
export interface Source {
  readonly evidence: Evidence
  /** Of a baseline: that of its file. */
  readonly digest?: string
}

/** What is taken over, and why the rest is done. */
export interface TakenOver {
  readonly claims: ReadonlyMap<string, ClaimEvidence>
  readonly baselines: NonNullable<Evidence['run']['baselines']>
  readonly done: readonly string[]
}

/** Sorts out which of the selected claims stand in evidence already, under the same conditions; earlier sources first. */
export async function takeOver(
  sources: readonly Source[],
  selected: readonly LoadedClaim[],
  now: Continuation,
): Promise<TakenOver> {
  const claims = new Map<string, ClaimEvidence>()
  const baselines = new Map<string, TakenOver['baselines'][number]>()
  const done: string[] = []
  for (const loaded of selected) {
    const { id } = loaded.claim
    const reasons: string[] = []
    for (const source of sources) {
      const found = source.evidence.claims.find((claim) => claim.id === id)
      if (!found) continue
      const why =
        whyNotRun(source, now) ??
        whyNotClaim(found, source, loaded, await now.range(loaded), now) ??
        (await whyNoEvidence(found, loaded, source, now))
      if (why === undefined) {
        const baseline = baselineOfClaim(found, source)
        if (baseline) baselines.set(baseline.digest, baseline)
        claims.set(id, baseline ? { ...found, baseline: baseline.digest } : found)
        break
      }
      reasons.push(why)
    }
    if (claims.has(id)) continue
    if (reasons.length > 0) done.push(`${id} is done again: ${reasons[0]}`)
    else if (sources.some(({ digest }) => digest !== undefined)) done.push(`${id} is new`)
  }
  const ids = new Set(selected.map(({ claim }) => claim.id))
  const others = sources.flatMap(({ evidence }) => evidence.claims.map(({ id }) => id))
  for (const id of new Set(others)) if (!ids.has(id)) done.push(`${id} is left out: it was not asked for`)
  return { claims, baselines: [...baselines.values()], done }
}

/** The file that a claim is taken over from: what was taken over once stays so. */
function baselineOfClaim(
  { baseline }: ClaimEvidence,
  { evidence, digest }: Source,
): TakenOver['baselines'][number] | undefined {
  if (baseline !== undefined) return evidence.run.baselines?.find((each) => each.digest === baseline)
  return digest === undefined ? undefined : baselineOf(evidence, digest)
}

function whyNotRun({ evidence, digest }: Source, now: Continuation): string | undefined {
  const { run, engine } = evidence
  if (run.version !== now.version)
    return `version ${run.version} of the program found it, this is ${now.version}`
  if (engine.name !== now.engine.name) return `engine ${engine.name} found it, this one is ${now.engine.name}`
  if (run.seed !== now.seed) return `its seed was ${run.seed}, now it is ${now.seed}`
  if (run.recheck !== now.recheck || run.demand !== now.demand)
    return 'its --recheck or --demand was another one'
  if (run.starts !== now.starts) return 'its --attack or --starts was another one'
  if (digest === undefined && run.shards) return 'it was merged from shards'
  if (!isDeepStrictEqual(run.shard, now.shard)) return 'its --shard was another one'
  const time = timeLimitIn(run.command)
  if (!isDeepStrictEqual(time, now.time))
    return `its cases were ended by ${endInWords(time)}, now by ${endInWords(now.time)}`
  return (
    (digest === undefined ? whyNotResumed(run, now) : whyNotBaseline(run, now)) ?? whyNotEngine(evidence, now)
  )
}

/** What this run would say of itself, and the one that it goes on from said otherwise. */
function whyNotResumed(run: Evidence['run'], now: Continuation): string | undefined {
  // Whoever goes on with changes that are not committed says that they are the same ones.
  if (run.commit !== now.commit)
    return `${programInWords(run)} of the program found it, this is ${programInWords(now)}`
  if (run.node !== now.node) return `${run.node} of Node found it, this is ${now.node}`
  return run.os === now.os ? undefined : `it was found on ${run.os}, this is ${now.os}`
}

/** A run that is no part of this one has to be known to be of the same program. */
const whyNotBaseline = (run: Evidence['run'], now: Continuation): string | undefined =>
  isSameProgram(run, now)
    ? undefined
    : `${programInWords(run)} of the program found it, this is ${programInWords(now)}, and that is not known to be the same`

function whyNotEngine({ run, engine }: Evidence, now: Continuation): string | undefined {
  for (const part of ['device', 'accelerator', 'versions', 'settings', 'profile'] as const)
    if (!isDeepStrictEqual(engine[part], now.engine[part])) return `the ${part} of its engine was another one`
  return isDeepStrictEqual(run.arithmetics, now.arithmetics)
    ? undefined
    : 'other arithmetics decided beyond float64'
}

function whyNotClaim(
  found: ClaimEvidence,
  source: Source,
  loaded: LoadedClaim,
  asked: Asked,
  now: Continuation,
): string | undefined {
  if (found.error) return 'its predicate failed'
  if (source.digest !== undefined && !found.asExpected) return 'it was not as expected'
  const baseline = baselineOfClaim(found, source)
  if (found.baseline !== undefined && !(baseline && isSameProgram(baseline, now)))
    return 'it is not known that the program that found it was the same'
  const changed = changedSources(found, loaded)
  if (changed.length > 0) return changed.join(', ')
  if (asked.to === undefined ? found.range.from !== asked.from : !isDeepStrictEqual(found.range, asked))
    return `its cases were ${rangeInWords(found.range)}, now they are ${rangeInWords(asked)}`
  return undefined
}

/** A digest is no signature: what its own counts and its claim contradict is not passed on. */
async function whyNoEvidence(
  found: ClaimEvidence,
  loaded: LoadedClaim,
  { evidence }: Source,
  { misfits }: Continuation,
): Promise<string | undefined> {
  const [wrong] = await misfits(found, loaded, evidence.run)
  return wrong === undefined ? undefined : `what is said of it is no evidence: ${wrong}`
}

const rangeInWords = (range: Asked): string =>
  `${range.from} to ${range.to ?? 'the end of its time'}${'of' in range && range.of ? `, of ${range.of.from} to ${range.of.to}` : ''}`
