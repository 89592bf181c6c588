import type { Claim, Variant } from '../claim/claim.ts'
import { variantsOf } from '../claim/variants.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'

/** A part of a run: the `number`-th, from 1, of as many as `of` says. */
export type Shard = NonNullable<Evidence['run']['shard']>

/** A range of indices, `to` excluded. */
interface Range {
  readonly from: number
  readonly to: number
}

/**
 * The cases of a claim that a shard tries: parts of consecutive cases whose sizes differ by at most one. Where there are
 * fewer cases than shards, some are empty.
 *
 * @param whole the cases of all shards together
 */
export function partOf(shard: Shard | undefined, whole: Range): ClaimEvidence['range'] {
  if (!shard) return { ...whole }
  const size = whole.to - whole.from
  const [each, left] = [Math.floor(size / shard.of), size % shard.of]
  const start = (before: number): number => whole.from + before * each + Math.min(before, left)
  return { from: start(shard.number - 1), to: start(shard.number), of: { ...whole } }
}

/**
 * Those of some variants of a claim that a shard tries. They are dealt out: each is tried as a whole by one shard, because
 * it stops at the first case that refutes it.
 */
export function triedBy<Kind extends Variant>(
  shard: Shard | undefined,
  claim: Claim,
  variants: readonly Kind[] = [],
): Kind[] {
  const all = variantsOf(claim)
  return variants.filter((variant) => !shard || all.indexOf(variant) % shard.of === shard.number - 1)
}

/** Whether a shard makes the walks of a claim, all of them: they are dealt out after the variants. */
export const walksIn = (shard: Shard | undefined, claim: Claim): boolean =>
  !shard || variantsOf(claim).length % shard.of === shard.number - 1
