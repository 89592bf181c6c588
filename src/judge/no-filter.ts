import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms, observe, regionsOf } from '../claim/record-claim.ts'
import { holdsByForm } from './by-form.ts'
import type { CaseGroup } from './case-group.ts'
import type { FilterOptions } from './device-filter.ts'
import { sampledCases } from './exact-sample.ts'
import type { Executor } from './executor.ts'
import { blankOutcomes, write, type Outcomes } from './outcomes.ts'

/** Stands where the device does and asks none: every case climbs, and nothing is known of returned numbers. */
export class NoFilter {
  private readonly programs: ClaimPrograms

  /** @param executor decides all cases */
  constructor(
    private readonly claim: Claim,
    private readonly options: Pick<FilterOptions, 'from'>,
    private readonly executor: Executor,
  ) {
    this.programs = ClaimPrograms.of(claim)
  }

  /** Draws the cases [from, to), and decides them. */
  async run(from: number, to: number): Promise<Outcomes> {
    const { outcomes } = await this.begin(from, to, await this.executor.draw(from, to))
    return outcomes
  }

  /** Lets the cases [from, to), which were drawn, climb. */
  begin(from: number, to: number, groups: readonly CaseGroup[]): Promise<{ outcomes: Promise<Outcomes> }> {
    this.programs.recordAhead(groups)
    const outcomes = blankOutcomes(to - from, regionsOf(this.claim).length, observe(this.claim) !== undefined)
    const decided = groups.map(async (group) => {
      const { subject, batch, indices } = group
      const { definition } = this.programs.of(subject, batch.shapes)
      const cases = sampledCases(definition)
      const byForm = +holdsByForm(definition)
      const sampled = Uint8Array.from(indices, (index) => +(index - this.options.from < cases))
      const places = indices.map((index) => index - from)
      places.forEach((place, lane) => {
        outcomes.sampled[place] = sampled[lane]
        outcomes.byForm[place] = byForm
      })
      write(await this.executor.decide({ ...group, sampled }, [...places.keys()]), places, outcomes)
    })
    return Promise.resolve({ outcomes: Promise.all(decided).then(() => outcomes) })
  }
}
