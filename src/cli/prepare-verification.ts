import { FORMAT, VERSION, type Evidence } from '../evidence/schema.ts'
import { originsOf } from '../claim/origin/origins-of.ts'
import type { CampaignOptions } from '../judge/campaign-options.ts'
import { partOf } from '../judge/shard.ts'
import { engineInfo } from './engine-info.ts'
import type { Verification } from './judge-claims.ts'
import { sourcesFor } from './resume.ts'
import { runInfo } from './run-info.ts'
import { type Services, startAnnounced } from './services.ts'
import { indented, inOneLine } from '../report/visible.ts'
import { takeOver, type Source, type TakenOver } from './taken-over.ts'
import { DEFAULT_SEED, isTimed, startsOf, type Range, type VerifyOptions } from './verify-options.ts'

/**
 * Starts the engine and says what is to be done: what of earlier evidence is kept with `--resume` or taken over
 * with `--changed`, and how the rest is judged.
 *
 * @param argv the arguments of the command line, for the evidence
 */
export async function prepareVerification(
  argv: readonly string[],
  options: VerifyOptions,
  { from, to }: Range,
  selected: Verification['selected'],
  services: Services,
): Promise<Verification> {
  const sources = sourcesFor(options)
  const seed = options.seed ?? sources.at(0)?.evidence.run.seed ?? DEFAULT_SEED
  const { shard, recheck, demand = null } = options
  const starts = startsOf(options)
  const asked = {
    ...{ seed, recheck, demand },
    ...(starts !== undefined && { starts }),
    ...(shard && { shard }),
  }
  const started = await startAnnounced(services, options.engine, seed)
  const { engine, notRun } = started
  for (const note of engine.notes) services.stderr.write(`  ${indented(note)}\n`)
  for (const why of notRun) services.stderr.write(`  not run: ${indented(why)}\n`)
  const ids = selected.map(({ claim }) => claim.id)
  const info = await runInfo(asked, argv, ids)
  const byTime = isTimed(options)
  const { version, commit, node, os, arithmetics } = info
  const { seconds, budget } = options
  const described = engineInfo(started)
  const taken = await takeOver(sources, selected, {
    ...asked,
    ...{ version, commit, node, os, arithmetics },
    engine: described,
    time: { ...(seconds !== undefined && { seconds }), ...(budget !== undefined && { budget }) },
    range: async ({ claim }) =>
      byTime ? { from } : partOf(shard, { from, to: to ?? from + (await services.casesOf(claim)) }),
    misfits: services.misfits,
  })
  tellTaken(taken, sources.length > 0, selected.length, options, services)
  return {
    selected,
    options: { engine, seed, from, ...(to !== undefined && { to }), ...campaignOf(options) },
    head: {
      format: FORMAT,
      version: VERSION,
      run: { ...info, ...sinceBegun(sources, taken) },
      engine: { ...described, notes: notesSince(sources, taken, described.notes) },
    },
    origins: await originsById(selected),
    kept: taken.claims,
    folder: options.out,
  }
}

/** Of a run that goes on: when it began, and how long it took before; and from which files claims were taken over. */
function sinceBegun(
  [resumed]: readonly Source[],
  { claims, baselines }: TakenOver,
): Partial<Evidence['run']> {
  const named = { ...(baselines.length > 0 && { baselines: [...baselines] }) }
  if (!resumed || resumed.digest !== undefined || claims.size === 0) return named
  const { startedAt, seconds } = resumed.evidence.run
  return { startedAt, seconds, ...named }
}

/** With what was noted of the engine in the part of the run that is kept. */
function notesSince([resumed]: readonly Source[], { claims }: TakenOver, notes: readonly string[]): string[] {
  const before =
    resumed && resumed.digest === undefined && claims.size > 0 ? resumed.evidence.engine.notes : []
  return [...new Set([...before, ...notes])]
}

function tellTaken(
  { claims, done }: TakenOver,
  isSome: boolean,
  of: number,
  { resume, changed, out }: VerifyOptions,
  { stderr }: Services,
): void {
  if (!resume && !changed) return
  if (!isSome) stderr.write(`There is no evidence in ${out}; starting from nothing.\n`)
  for (const why of done) stderr.write(`  ${inOneLine(why)}\n`)
  if (isSome)
    stderr.write(`${claims.size} of ${of} claims are ${changed ? 'taken over' : 'finished already'}.\n`)
}

async function originsById(claims: Verification['selected']): Promise<Verification['origins']> {
  const origins = await originsOf(claims)
  return new Map(claims.map(({ claim }, i) => [claim.id, origins[i]]))
}

/** What the options say of a campaign as it is. */
const campaignOf = (options: VerifyOptions): Omit<CampaignOptions, 'engine' | 'seed'> => {
  const { recheck, shard, demand, seconds, batch } = options
  const starts = startsOf(options)
  return {
    recheck,
    ...(shard && { shard }),
    ...(demand !== undefined && { demand }),
    ...(seconds !== undefined && { seconds }),
    ...(batch !== undefined && { batch }),
    ...(starts !== undefined && { starts }),
  }
}
