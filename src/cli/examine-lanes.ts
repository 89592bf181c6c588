import type { Claim } from '../claim/claim.ts'
import type { Declared } from '../examine/declared.ts'
import type { Examined } from '../examine/examined.ts'
import type { FamilyLanes } from '../examine/examine.ts'
import { examinationBatches } from '../examine/families/examination-batches.ts'
import { freeExtentsOf } from '../examine/families/free-extents.ts'
import { askedOnly } from '../examine/npz/without-process.ts'
import { outsideHonest } from '../examine/outside-honest.ts'
import { examineProperties } from '../examine/returned/examine-properties.ts'
import type { Takes } from '../examine/returned/takes.ts'
import { UsageError } from './exit-code.ts'

type Batches = Iterable<FamilyLanes> & { readonly total: number }

/** Lanes of the families of examinations. */
export function familyLanes(declared: Declared, takes: Takes, seed: number, lanes: number): Batches {
  return examinationBatches(declared, { ...freeExtentsOf(takes), seed, lanes })
}

/**
 * The lanes that a claim asks an attention for.
 *
 * @throws {UsageError} with the reason, when the claim does not fit it
 */
export async function claimLanes(
  claim: Claim,
  declared: Declared,
  takes: Takes,
  { seed, cases, gives }: { seed: number; cases: number; gives: Examined['gives'] },
): Promise<Batches> {
  const examined = askedOnly(gives)
  const [row] = await examineProperties({
    examined,
    declared,
    takes,
    claims: [claim],
    cases,
    seed,
    outsideHonest: outsideHonest(declared),
    shrinks: false,
  })
  const why = 'notApplicable' in row ? row.notApplicable : 'error' in row ? row.error : undefined
  if (why !== undefined) throw new UsageError(`${claim.id}: ${why}`)
  const batches = examined.asked.map((lanes) => ({ family: `cases of ${claim.id}`, lanes }))
  return Object.assign(batches, { total: batches.reduce((sum, { lanes }) => sum + lanes.lanes, 0) })
}
