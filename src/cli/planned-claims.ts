import type { LoadedClaim } from '../claim/load-claim.ts'
import { variantsOf } from '../claim/variants.ts'
import type { Planned } from './claim-progress.ts'
import type { Verification } from './judge-claims.ts'
import type { Services } from './services.ts'

/** What is to be expected of the claims of a run. */
export const plannedClaims = (
  { selected, options, kept }: Verification,
  { casesOf }: Services,
): Promise<Planned[]> =>
  Promise.all(
    selected.map(async ({ claim }: LoadedClaim) => {
      const { seconds, from = 0, to = from + (await casesOf(claim)) } = options
      return {
        id: claim.id,
        cases: seconds === undefined ? to - from : { seconds },
        variants: variantsOf(claim).length,
        kept: kept.has(claim.id),
      }
    }),
  )
