import { catalogue } from '../claim/catalogue.ts'
import type { Claim } from '../claim/claim.ts'
import type { Declared } from '../examine/declared.ts'
import type { Examined } from '../examine/examined.ts'
import type { FamilyLanes } from '../examine/examine.ts'
import { declaredBy } from './declared-options.ts'
import { claimLanes, familyLanes } from './examine-lanes.ts'
import { takesOf } from './examine-takes.ts'
import type { OfflineOptions } from './offline-options.ts'

/** What an attention is asked without a process: the same for `assay cases` and `assay judge`. */
export interface Offline {
  readonly declared: Declared
  readonly claims: readonly Claim[]
  readonly batches: readonly FamilyLanes[] & { readonly total: number }
}

/**
 * The batches for a claim, or for an examination.
 *
 * @throws {UnknownClaimError} when there is no such claim; {UsageError} when it does not fit
 */
export async function offlineBatches(
  id: string | undefined,
  options: OfflineOptions,
  gives: Examined['gives'],
): Promise<Offline> {
  const declared = declaredBy(options)
  const takes = takesOf(options)
  const { seed, count } = options
  const claims = id === undefined ? [] : [await catalogue.load(id)]
  const asked =
    claims.length === 0
      ? familyLanes(declared, takes, seed, count)
      : await claimLanes(claims[0], declared, takes, { seed, cases: count, gives })
  return { declared, claims, batches: Object.assign([...asked], { total: asked.total }) }
}
