import type { ClaimEvidence } from '../../evidence/schema.ts'
import { fromHex } from '../../program/hex-float.ts'

type Tight = NonNullable<ClaimEvidence['tightness']>
type Ratio = Pick<Tight, 'atLeast'>

/**
 * A certain ratio above 1 of the sides of an inequality that no case violates, as it was found: what the claim gives for
 * the ratio is none of its sides.
 */
export function ratioAboveOne<Found extends Ratio>({
  tightness,
  search,
  violated,
}: Pick<ClaimEvidence, 'search'> & { readonly tightness: Found | null; readonly violated: number }):
  Found | (Tight & { readonly walk: 'tightness' }) | undefined {
  const isAbove = (of: Ratio): boolean => fromHex(of.atLeast) > 1
  if (violated > 0 || search?.counterexample) return undefined
  if (tightness && isAbove(tightness)) return tightness
  const walked = search?.tightness
  return walked && isAbove(walked) ? { ...walked, walk: 'tightness' } : undefined
}
