import type { LoadedClaim } from '../claim/load-claim.ts'
import { variantsOf } from '../claim/variants.ts'
import type { Planned } from './claim-progress.ts'
import type { Verification } from './judge-claims.ts'
import type { Services } from './services.ts'

/** What is to be expected of the claims of a run: of each the default number of cases takes about as long. */
export const plannedClaims = (
  { selected, options: { seconds, from = 0, to }, kept }: Verification,
  { casesOf }: Services,
): Promise<Planned[]> =>
  Promise.all(
    selected.map(async ({ claim }: LoadedClaim) => ({
      id: claim.id,
      work: to === undefined || seconds !== undefined ? 1 : (to - from) / (await casesOf(claim)),
      ...(seconds !== undefined && { seconds }),
      // In the time of a claim they have theirs.
      variants: seconds === undefined ? variantsOf(claim).length : 0,
      kept: kept.has(claim.id),
    })),
  )
