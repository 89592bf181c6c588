import type { LoadedClaim } from '../../claim/load-claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import type { CaseOptions } from '../campaign-options.ts'
import { ClaimTrial } from '../claim-trial.ts'
import { sharedOut } from './shared-out.ts'

/** Where the looks end that are taken at all claims, as parts of the time; each knows better than the last what they cost. */
const LOOKS = [0.25, 0.5]

/**
 * The time of a run, shared out among its claims by what they cost, so that of each as large a part is tried of what is
 * tried without a limit of time; what one leaves, the others get.
 */
export class RunBudget {
  private readonly trials = new Map<LoadedClaim, ClaimTrial>()
  private readonly began = performance.now()

  /** @param deadline of `performance.now()` */
  constructor(
    claims: readonly LoadedClaim[],
    private readonly deadline: number,
    optionsOf: (claim: LoadedClaim) => CaseOptions,
  ) {
    const seconds = (deadline - this.began) / 1000
    for (const claim of claims)
      this.trials.set(claim, new ClaimTrial(claim, { ...optionsOf(claim), seconds }))
  }

  /**
   * Tries a part of each claim, and more of it, to know what it costs.
   *
   * @throws as `ClaimTrial.look`
   */
  async look(): Promise<void> {
    for (const part of LOOKS) {
      const end = this.began + part * (this.deadline - this.began)
      const trials = [...this.trials.values()]
      for (const [i, trial] of trials.entries()) await trial.look(deadlineOf(trials.slice(i), end))
    }
  }

  /**
   * Finishes one of the claims.
   *
   * @throws as `judgeClaim`
   */
  judge(claim: LoadedClaim): Promise<ClaimEvidence> {
    const trial = this.trials.get(claim)!
    this.trials.delete(claim)
    return trial.finish(deadlineOf([trial, ...this.trials.values()], this.deadline))
  }
}

/** When the first of some claims has had its share of the time that they have together. */
function deadlineOf(trials: readonly ClaimTrial[], end: number): number {
  const now = performance.now()
  const costs = trials.map((trial) => trial.cost())
  return now + sharedOut(Math.max(0, end - now), costs)[0]
}
