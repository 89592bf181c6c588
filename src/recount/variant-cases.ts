import { isDeepStrictEqual } from 'node:util'
import type { Claim, Variant } from '../claim/claim.ts'
import { mutantsOf, withVariant } from '../claim/variants.ts'
import type { ClaimEvidence, ControlEvidence } from '../evidence/schema.ts'
import { Status } from '../judge/status.ts'
import { checkCertified } from './certificate-origin.ts'
import type { Checked } from './decisive-cases.ts'
import { Regenerated } from './regenerated.ts'

/** Whether the controls, ablations and restrictions are those of a claim on disk, and killed by the cases that they name. */
export async function checkVariants(claim: Claim, found: ClaimEvidence, seed: number): Promise<Checked> {
  const findings: string[] = []
  let certificates = 0
  for (const [kind, parts, variants] of [
    ['control', found.controls, claim.controls],
    ['ablation', found.ablations, claim.ablations ?? []],
    ['mutant', found.mutants, mutantsOf(claim)],
  ] as const) {
    if (!sameNames(parts, variants)) {
      findings.push(`its ${kind}s are not those of the claim on disk`)
      continue
    }
    for (const [i, part] of parts.entries()) {
      findings.push(...(await checkVariant(`${kind} "${part.name}"`, part, claim, variants[i], seed)))
      if (part.certificate) certificates++
    }
  }
  if (!sameNames(found.restrictions, claim.restrictions ?? []))
    findings.push('its restrictions are not those of the claim on disk')
  return { findings, certificates }
}

type Named = readonly { readonly name: string }[]
const sameNames = (a: Named, b: Named): boolean =>
  isDeepStrictEqual(
    a.map(({ name }) => name),
    b.map(({ name }) => name),
  )

async function checkVariant(
  name: string,
  part: Omit<ControlEvidence, 'expected'>,
  original: Claim,
  variant: Variant,
  seed: number,
): Promise<string[]> {
  const claim = withVariant(original, variant)
  const wrong: string[] = []
  if (!part.refuted) return part.case ? [`${name} is not refuted, and has a killing case`] : []
  if (claim.kind === 'probability') return []
  if (!part.case || !part.shrunk || part.case.index >= part.casesTried)
    return [`${name} has no killing case among those tried`]
  const cases = new Regenerated(claim, seed)
  if (part.case.seed !== seed || (await cases.status(part.case.index, true)) !== Status.Violated)
    wrong.push(`${name}: its killing case does not violate it`)
  return [
    ...wrong,
    ...checkCertified(name, part.certificate, {
      claim,
      variant: variant.name,
      says: 'violated',
      shrunk: part.shrunk,
    }),
  ]
}
