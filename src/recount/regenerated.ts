import { batchOf, shapesOf, type Case } from '../arithmetic/batch.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { caseAt } from '../generate/stream.ts'
import type { Program, Shapes } from '../program/program.ts'
import { holdsByForm } from '../judge/by-form.ts'
import { subjectOf } from '../judge/case-group.ts'
import { decideOverReals } from '../judge/decide-over-reals.ts'
import { sampledCases } from '../judge/exact-sample.ts'
import type { Outcomes } from '../judge/outcomes.ts'
import { twoCases } from '../judge/same-case.ts'
import type { Status } from '../judge/status.ts'
import { higherTiers } from '../judge/scalar-tiers.ts'

/** Decides cases of a claim again, over the reals and without an engine. */
export class Regenerated {
  private readonly programs: ClaimPrograms

  /** @param from the first index of the campaign, where its sample begins */
  constructor(
    readonly claim: Claim,
    private readonly seed: number,
    private readonly from = 0,
  ) {
    this.programs = ClaimPrograms.of(claim)
  }

  at(index: number): Case {
    return caseAt(this.claim.inputs, this.claim.id, this.seed, index)
  }

  /** That its name makes two cases, and what to do. */
  twoCases(index: number, difference: string): string {
    return twoCases(this.claim, this.seed, index, difference)
  }

  /** The name of the subject that a case is about. */
  subject(index: number): string {
    return subjectsOf(this.claim.subject)[subjectOf(this.claim, this.seed, index)].name
  }

  /** What is said of a case today. @param index tells its subject @param exactly whether equalities are decided so */
  async report(item: Case, index: number, exactly = this.isSampled(item, index)): Promise<Outcomes> {
    const batch = batchOf([item])
    return decideOverReals(this.definition(batch.shapes, index), batch, await higherTiers(), () => exactly)
  }

  async status(index: number, exactly?: boolean): Promise<Status> {
    return (await this.report(this.at(index), index, exactly)).status[0] as Status
  }

  /** Whether the case is one of those that limits on failures come from. */
  isSampled(item: Case, index: number): boolean {
    return index - this.from < sampledCases(this.definition(shapesOf(item), index))
  }

  /** Whether the form of its program makes the claim true of the case, whatever its numbers are. */
  isByForm(item: Case, index: number): boolean {
    return holdsByForm(this.definition(shapesOf(item), index))
  }

  private definition(shapes: Shapes, index: number): Program {
    return this.programs.of(subjectOf(this.claim, this.seed, index), shapes).definition
  }
}
