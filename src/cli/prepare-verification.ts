import { FORMAT, VERSION } from '../evidence/schema.ts'
import { originsOf } from '../claim/origin/origins-of.ts'
import type { CampaignOptions } from '../judge/campaign-options.ts'
import { partOf } from '../judge/shard.ts'
import { engineInfo } from './engine-info.ts'
import type { Verification } from './judge-claims.ts'
import { earlierEvidence, keep } from './resume.ts'
import { toolVersion } from './installation.ts'
import { runInfo } from './run-info.ts'
import { type Services, startAnnounced } from './services.ts'
import { indented, inOneLine } from '../report/visible.ts'
import { DEFAULT_SEED, isTimed, type Range, type VerifyOptions } from './verify-options.ts'

/**
 * Starts the engine and says what is to be done: what of earlier evidence is kept with `--resume`, and how the rest is
 * judged.
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
  const earlier = options.resume ? earlierEvidence(options.out) : undefined
  const seed = options.seed ?? earlier?.run.seed ?? DEFAULT_SEED
  const { shard } = options
  const asked = { seed, recheck: options.recheck, demand: options.demand ?? null, ...(shard && { shard }) }
  const started = await startAnnounced(services, options.engine, seed)
  const { engine, notRun } = started
  for (const note of engine.notes) services.stderr.write(`  ${indented(note)}\n`)
  for (const why of notRun) services.stderr.write(`  not run: ${indented(why)}\n`)
  const kept =
    earlier &&
    (await keep(earlier, selected, {
      ...asked,
      version: toolVersion(),
      engine: engine.name,
      range: async ({ claim }) =>
        isTimed(options)
          ? { from }
          : partOf(shard, { from, to: to ?? from + (await services.casesOf(claim)) }),
    }))
  if (options.resume && !earlier)
    services.stderr.write(`There is no evidence in ${options.out}; starting from nothing.\n`)
  for (const why of kept?.redone ?? []) services.stderr.write(`  ${inOneLine(why)}\n`)
  if (kept) services.stderr.write(`${kept.claims.size} of ${selected.length} claims are finished already.\n`)
  const ids = selected.map(({ claim }) => claim.id)
  const info = await runInfo(asked, argv, ids)
  const again = earlier &&
    kept &&
    kept.claims.size > 0 && { startedAt: earlier.run.startedAt, seconds: earlier.run.seconds }
  return {
    selected,
    options: { engine, seed, from, ...(to !== undefined && { to }), ...campaignOf(options) },
    head: {
      format: FORMAT,
      version: VERSION,
      run: { ...info, ...again },
      engine: engineInfo(started),
    },
    origins: await originsById(selected),
    kept: kept?.claims ?? new Map(),
    folder: options.out,
  }
}

async function originsById(claims: Verification['selected']): Promise<Verification['origins']> {
  const origins = await originsOf(claims)
  return new Map(claims.map(({ claim }, i) => [claim.id, origins[i]]))
}

/** What the options say of a campaign as it is. */
const campaignOf = ({
  recheck,
  shard,
  demand,
  seconds,
  batch,
}: VerifyOptions): Omit<CampaignOptions, 'engine' | 'seed'> => ({
  recheck,
  ...(shard && { shard }),
  ...(demand !== undefined && { demand }),
  ...(seconds !== undefined && { seconds }),
  ...(batch !== undefined && { batch }),
})
