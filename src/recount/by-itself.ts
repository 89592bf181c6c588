import { isDeepStrictEqual } from 'node:util'
import { withEvent } from '../claim/event.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { changedSources } from '../claim/sources-of.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { declared, scalingOf } from '../judge/conclusion.ts'
import { checkSeeds } from './asked-run.ts'
import { checkCounts } from './count-sums.ts'
import { checkFailed } from './failed-claim.ts'
import { Findings } from './findings.ts'
import { checkVerdicts } from './recomputed-verdicts.ts'
import { checkWhichVariants } from './variant-cases.ts'
import { checkWhichDecide } from './which-decide.ts'

/**
 * Whether what evidence says of a claim fits the claim on disk, the run and itself: all that can be told without a case. An
 * audit begins with it; whatever goes on from evidence asks for no less.
 */
export async function checkByItself(
  found: ClaimEvidence,
  loaded: LoadedClaim,
  run: Evidence['run'],
  findings = new Findings(),
): Promise<Findings> {
  const { id, error } = found
  await findings.check(id, 'its counts', () => checkCounts(found, run.recheck))
  await findings.check(id, 'what it says of itself', () => checkDeclared(found, loaded))
  await findings.check(id, 'its seeds', () => checkSeeds(found, run.seed))
  if (error) {
    await findings.check(id, 'its failure', () => checkFailed(found, error, loaded, run))
    return findings
  }
  await findings.check(id, 'its verdicts', async () =>
    checkVerdicts(await withEvent(loaded.claim), found, run.demand ?? undefined),
  )
  await findings.check(id, 'what decides it', () => checkWhichDecide(loaded.claim, found))
  await findings.check(id, 'its variants', () => checkWhichVariants(loaded, found, run.shard))
  return findings
}

/** Whether what a claim says of itself is what it says on disk. */
export function checkDeclared(found: ClaimEvidence, loaded: LoadedClaim): string[] {
  const { claim } = loaded
  // A claim that failed says nothing of slopes.
  const should = { ...declared(loaded), ...(claim.kind === 'scaling' && !found.error && scalingOf(claim)) }
  const wrong = Object.entries(should).flatMap(([key, should]) => {
    const is = { ...found, ...found.scaling }[key as keyof ClaimEvidence]
    const same = key === 'sourceHash' || key === 'imports' || isDeepStrictEqual(is, should)
    return same ? [] : `its ${key} is not that of the claim on disk`
  })
  const extra = [
    ...(claim.kind !== 'scaling' && found.scaling ? ['it has slopes, and is about none'] : []),
    ...(found.tightness && !(claim.kind === 'forAll' && claim.tightness)
      ? ['it has a ratio, and does not say what is tight']
      : []),
    ...(new Set(found.imports.map(({ path }) => path)).size < found.imports.length
      ? ['an import of it is named twice']
      : []),
  ]
  const changed = changedSources(found, loaded).map((what) => `since it was run, ${what}`)
  return [...changed, ...wrong, ...extra]
}
