import type { Claim, Variant } from './claim.ts'

/** The claim with a variant's changes put in. */
export function withVariant(claim: Claim, variant: Variant | undefined): Claim {
  return variant ? { ...claim, ...variant } : claim
}

/** All variants of a claim, controls first. */
export function variantsOf(claim: Claim): readonly Variant[] {
  return [...claim.controls, ...(claim.ablations ?? []), ...(claim.restrictions ?? [])]
}
