import { isDeepStrictEqual } from 'node:util'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { declared } from '../judge/judge-claim.ts'
import { checkDecisiveCases, type Checked } from './decisive-cases.ts'
import { checkNamed } from './named-cases.ts'
import { checkVerdicts } from './recomputed-verdicts.ts'
import { Regenerated } from './regenerated.ts'
import { checkRecount, resample, slopesOf } from './resample.ts'
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
  seed: number,
  count: number,
): Promise<ClaimRecount> {
  const { claim } = loaded
  const declarations = checkDeclared(found, loaded)
  if (found.error)
    return { findings: declarations, unchecked: [`${found.id}, which failed`], certificates: 0, decided: 0 }
  const cases = new Regenerated(claim, seed)
  const again = await resample(found, cases, claim.kind === 'scaling' ? Infinity : count)
  const slopes = slopesOf(found, again)
  const verdicts = checkVerdicts(claim, found, slopes)
  const named = await checkNamed(found, cases)
  const decisive = await checkDecisiveCases(claim, found, cases)
  const variants = await checkVariants(claim, found, seed)
  return {
    findings: [
      ...declarations,
      ...checkRecount(found, again),
      ...verdicts,
      ...named,
      ...decisive.findings,
      ...variants.findings,
    ],
    unchecked:
      claim.kind === 'scaling' && !slopes ? ['slopes that the device found, and what follows from them'] : [],
    certificates: decisive.certificates + variants.certificates,
    decided: again.recount.reduce((a, b) => a + b, 0) + found.undecided.length + 4,
  }
}

function checkDeclared(found: ClaimEvidence, loaded: LoadedClaim): string[] {
  return Object.entries(declared(loaded)).flatMap(([key, should]) => {
    if (isDeepStrictEqual(found[key as keyof ClaimEvidence], should)) return []
    return key === 'sourceHash'
      ? 'the file of the claim is not the one that was run'
      : `its ${key} is not that of the claim on disk`
  })
}
