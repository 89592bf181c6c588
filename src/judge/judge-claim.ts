import type { LoadedClaim } from '../claim/load-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import type { CaseOptions } from './campaign-options.ts'
import { ClaimTrial } from './claim-trial.ts'

/** The part of a claim's time that goes into a first look at it and its variants. */
const FIRST_LOOK = 0.4

/**
 * Attacks one claim, its controls, ablations and restrictions, and says what came of it; or does a shard of that.
 *
 * A predicate that throws makes the claim inconclusive, with the message and the case.
 *
 * @throws the signal's reason when the campaign is aborted; {EngineError} when the engine fails.
 */
export async function judgeClaim(loaded: LoadedClaim, options: CaseOptions): Promise<ClaimEvidence> {
  const { seconds = Infinity } = options
  const began = performance.now()
  const trial = new ClaimTrial(loaded, options)
  await trial.look(began + 1000 * seconds * FIRST_LOOK)
  return trial.finish(began + 1000 * seconds)
}
