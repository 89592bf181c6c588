import type { ClaimEvidence } from '../evidence/schema.ts'
import { isDefect } from '../judge/contradiction-error.ts'
import { agrees } from '../judge/expectation.ts'
import { inWords } from '../judge/failure.ts'

/** Why a claim is not as expected, in a few words. */
export function notAsExpected(claim: ClaimEvidence): string {
  const { expect, verdict, rechecked, nondeterminism, controls, ablations, restrictions, mutants, error } =
    claim
  if (error) return isDefect(error) ? 'tiers contradict each other' : 'its predicate failed'
  if (rechecked.contradictions.length > 0 || nondeterminism.some(({ reading }) => reading === 'reals'))
    return 'tiers contradict each other'
  const failed = [...controls, ...ablations, ...restrictions, ...mutants].find((variant) => variant.error)
  if (failed?.error) return `"${failed.name}" failed${inWords(failed.error)}`
  const survivor = [...controls, ...ablations].find((variant) => !variant.refuted)
  if (survivor) return `not refuted: ${survivor.name}`
  const fallen = restrictions.find((variant) => variant.refuted)
  if (fallen) return `refuted: ${fallen.name}`
  const mutant = mutants.find(({ refuted, sharp }) => refuted !== sharp)
  if (mutant) return `${mutant.sharp ? 'not sharp' : 'sharp'}: ${mutant.name}`
  const uncovered = claim.inputs.coverage.find(({ met }) => !met)
  if (uncovered) return `not covered: ${uncovered.name}`
  const reading = (['reals', 'float32'] as const).find(
    (name) => expect[name] && !agrees(verdict[name]?.status ?? '', expect[name]),
  )
  return reading ? `expected of ${reading}: ${expect[reading]}` : 'not as expected'
}
