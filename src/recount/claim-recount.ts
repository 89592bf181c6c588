import type { Allowed } from '../auditor/certificate-check.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Engine } from '../engine/engine.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { checkByItself } from './by-itself.ts'
import { checkDecisiveCases } from './decisive-cases.ts'
import { drawIndices } from './drawn-indices.ts'
import { checkFailure } from './failed-claim.ts'
import { checkDraws } from './same-draws.ts'
import { checkShrinking } from './ended-shrinking.ts'
import type { Findings } from './findings.ts'
import { judgeAgain, type Judge } from './judged-again.ts'
import { checkNamed } from './named-cases.ts'
import { Regenerated } from './regenerated.ts'
import { checkSearch } from './search-recount.ts'
import { asStated, checkObserved, resample } from './resample.ts'
import { checkSample } from './sample-counts.ts'
import { restsOnDevice } from './trusted.ts'
import { checkVariants } from './variant-cases.ts'

export interface RecountOptions {
  readonly resample: number | 'all'
  /** By which the cases of samples are drawn. */
  readonly key: string
  readonly judge: Judge
  readonly engine?: Engine
  readonly otherArithmetics: boolean
  /** Whether the time ended the cases, wherever it did. */
  readonly byTime: boolean
  /** What all certificates of the file together may take. */
  readonly allowed: Allowed
}

export interface ClaimRecount {
  readonly certificates: number
  /** Cases that were decided again, and how many of the range's these are. */
  readonly decided: number
  /** The share of its cases that are certainly as its counts say. */
  readonly asStated: number
  readonly onTrust: readonly string[]
}

/** Checks what evidence says of one claim against the claim on disk. */
export async function recountClaim(
  found: ClaimEvidence,
  loaded: LoadedClaim,
  evidence: Evidence,
  options: RecountOptions,
  findings: Findings,
): Promise<ClaimRecount> {
  const { claim } = loaded
  const { run } = evidence
  const { id } = found
  const about = <T extends readonly string[] | { readonly findings: readonly string[] }>(
    part: string,
    check: () => T | Promise<T>,
  ) => findings.check(id, part, check)
  await checkByItself(found, loaded, run, findings)
  const { error } = found
  if (error) {
    await about('its failure', () => checkFailure(error, loaded, run.seed))
    return { certificates: 0, decided: 0, asStated: 1, onTrust: [] }
  }
  const checking = {
    seed: run.seed,
    shard: run.shard,
    sameArithmetics: !options.otherArithmetics,
    allowed: options.allowed,
    byTime: options.byTime,
  }
  const cases = new Regenerated(claim, run.seed, (found.range.of ?? found.range).from)
  const unlike = await about('its draws', () => checkDraws(found, cases))
  if (unlike === undefined || unlike.length > 0)
    return { certificates: 0, decided: 0, asStated: 0, onTrust: [] }
  await about('its named cases', () => checkNamed(found, cases, restsOnDevice(found, run)))
  await about('its shrinking', () => checkShrinking(found, options.byTime))
  const decisive = await about('its decisive cases', () => checkDecisiveCases(claim, found, cases, checking))
  const search = await about('its search', () => checkSearch(claim, found, run.seed, checking))
  const variants = await about('its variants', () => checkVariants(loaded, found, checking))
  const certificates =
    (decisive?.certificates ?? 0) + (variants?.certificates ?? 0) + (search?.certificates ?? 0)
  if (options.resample === 'all') {
    const again = await about('its cases', () => judgeAgain(found, loaded, evidence, options))
    const { decided = 0, onTrust = [] } = again ?? {}
    return { certificates, decided, onTrust, asStated: 1 }
  }
  return { certificates, ...(await sampled(found, cases, evidence, options, options.resample, findings)) }
}

/** Decides a sample of the cases again. */
async function sampled(
  found: ClaimEvidence,
  cases: Regenerated,
  { run }: Evidence,
  { key, otherArithmetics }: RecountOptions,
  count: number,
  findings: Findings,
): Promise<Omit<ClaimRecount, 'certificates'>> {
  let [decided, share] = [0, 0]
  await findings.check(found.id, 'a sample of its cases', async () => {
    const again = await resample(found, cases, drawIndices(found.range, count, key, found.id))
    decided = again.drawn
    share = asStated(found, again)
    const elsewhere = otherArithmetics || restsOnDevice(found, run)
    const mayDiffer = { here: elsewhere, there: otherArithmetics, regions: elsewhere }
    return [...checkSample(found, again, mayDiffer), ...checkObserved(found, again)]
  })
  return { decided, asStated: share, onTrust: [] }
}
