import { isDeepStrictEqual } from 'node:util'
import { withEvent } from '../claim/event.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { declared, scalingOf } from '../judge/judge-claim.ts'
import { checkDecisiveCases, type Checked } from './decisive-cases.ts'
import { checkNamed } from './named-cases.ts'
import { checkVerdicts } from './recomputed-verdicts.ts'
import { Regenerated } from './regenerated.ts'
import { checkObserved, checkRecount, resample } from './resample.ts'
import { checkVariants } from './variant-cases.ts'

export interface ClaimRecount extends Checked {
  /** What this program could not check. */
  readonly unchecked: readonly string[]
  /** Cases that were decided again. */
  readonly decided: number
}

/** Checks what evidence says of one claim against the claim on disk. @param count cases that are decided again */
export async function recountClaim(
  found: ClaimEvidence,
  loaded: LoadedClaim,
  { seed, demand }: Evidence['run'],
  count: number,
): Promise<ClaimRecount> {
  const { claim } = loaded
  const declarations = checkDeclared(found, loaded)
  if (found.error)
    return { findings: declarations, unchecked: [`${found.id}, which failed`], certificates: 0, decided: 0 }
  const cases = new Regenerated(claim, seed, found.range.from)
  const again = await resample(found, cases, count)
  const verdicts = checkVerdicts(await withEvent(claim), found, demand ?? undefined)
  const named = await checkNamed(found, cases)
  const decisive = await checkDecisiveCases(claim, found, cases)
  const variants = await checkVariants(claim, found, seed)
  return {
    findings: [
      ...declarations,
      ...checkRecount(found, again),
      ...checkObserved(found, again),
      ...verdicts,
      ...named,
      ...decisive.findings,
      ...variants.findings,
    ],
    unchecked: [],
    certificates: decisive.certificates + variants.certificates,
    decided: again.recount.reduce((a, b) => a + b, 0) + found.undecided.length + 4,
  }
}

function checkDeclared(found: ClaimEvidence, loaded: LoadedClaim): string[] {
  const { claim } = loaded
  const should = { ...declared(loaded), ...(claim.kind === 'scaling' && scalingOf(claim)) }
  return Object.entries(should).flatMap(([key, should]) => {
    const is = { ...found, ...found.scaling }[key as keyof ClaimEvidence]
    if (isDeepStrictEqual(is, should)) return []
    return key === 'sourceHash'
      ? 'the file of the claim is not the one that was run'
      : `its ${key} is not that of the claim on disk`
  })
}
