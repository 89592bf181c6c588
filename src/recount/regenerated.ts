import { batchOf, type Case } from '../arithmetic/batch.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { caseAt } from '../generate/stream.ts'
import { subjectOf } from '../judge/case-group.ts'
import { decideOverReals } from '../judge/decide-over-reals.ts'
import { CONFIRMED } from '../judge/inline-executor.ts'
import type { Outcomes } from '../judge/outcomes.ts'
import type { Status } from '../judge/status.ts'
import { higherTiers } from '../judge/scalar-tiers.ts'

/** Decides cases of a claim again, over the reals and without an engine. */
export class Regenerated {
  private readonly programs: ClaimPrograms

  constructor(
    readonly claim: Claim,
    private readonly seed: number,
  ) {
    this.programs = new ClaimPrograms(claim)
  }

  at(index: number): Case {
    return caseAt(this.claim.inputs, this.claim.id, this.seed, index)
  }

  /** What is said of a case today. */
  async report(item: Case, index: number): Promise<Outcomes> {
    const batch = batchOf([item])
    const { definition } = this.programs.of(subjectOf(this.claim, this.seed, index), batch.shapes)
    return decideOverReals(definition, batch, await higherTiers(), () => index < CONFIRMED)
  }

  async status(index: number): Promise<Status> {
    return (await this.report(this.at(index), index)).status[0] as Status
  }
}
