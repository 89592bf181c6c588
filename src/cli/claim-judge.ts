import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { timeOf } from '../evidence/time-schema.ts'
import type { CampaignOptions } from '../judge/campaign-options.ts'
import type { ClaimProgress } from './claim-progress.ts'
import type { Verification } from './judge-claims.ts'
import type { Reporting } from './reporting.ts'
import type { Services } from './services.ts'

/** Who hears of the claims while they are judged, and what ends that. */
interface Watching {
  readonly progress: ClaimProgress
  readonly reporting: Reporting
  readonly signal: AbortSignal
  /** Called when it is another claim that is judged. */
  turnTo(id: string): void
}

/**
 * How the claims of a run are judged that are not known yet: each by itself, or all within the time that the run has, in
 * which it looks at all of them before it finishes one after the other.
 */
export async function claimJudge(
  { selected, options, head, kept, deadline }: Verification,
  { progress, reporting, signal, turnTo }: Watching,
  services: Services,
): Promise<(loaded: LoadedClaim) => Promise<ClaimEvidence>> {
  const claims = selected.filter(({ claim }) => !kept.has(claim.id))
  const watches = new Map(claims.map((loaded) => [loaded, new Stopwatch()]))
  const optionsOf = (loaded: LoadedClaim): CampaignOptions => {
    const onCases = reporting.listener(loaded, options.seed, head.run.startedAt)
    return {
      ...options,
      watch: watches.get(loaded)!,
      onProgress: (done, total) => {
        turnTo(loaded.claim.id)
        progress.advance(done, total)
      },
      onVariant: (done, of) => progress.variant(done, of),
      ...(onCases && { onCases }),
      signal,
    }
  }
  const judge =
    deadline === undefined
      ? (loaded: LoadedClaim) => services.judgeClaim(loaded, optionsOf(loaded))
      : await services.judgeWithin(claims, deadline, optionsOf)
  return async (loaded) => ({ ...(await judge(loaded)), time: timeOf(watches.get(loaded)!) })
}
