import type { Claim, Mutant, Variant } from './claim.ts'

/** The claim with a variant's changes put in. */
export function withVariant(claim: Claim, variant: Variant | undefined): Claim {
  return variant ? { ...claim, ...variant } : claim
}

/** All variants of a claim, controls first. */
export function variantsOf(claim: Claim): readonly Variant[] {
  return [...claim.controls, ...(claim.ablations ?? []), ...(claim.restrictions ?? []), ...mutantsOf(claim)]
}

/** The claim with a constant moved, for each constant that it names. */
export const mutantsOf = (claim: Claim): readonly Mutant[] =>
  claim.kind === 'forAll' ? (claim.mutants ?? []) : []
