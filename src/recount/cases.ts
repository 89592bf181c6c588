import { isDeepStrictEqual } from 'node:util'
import { batchOf, type Case } from '../arithmetic/batch.ts'
import { toHex } from '../program/hex-float.ts'
import type { Claim } from '../claim/claim.ts'
import type { ClaimEvidence, DecisiveCase } from '../evidence/schema.ts'
import { caseAt } from '../generate/stream.ts'
import { caseData } from '../judge/case-data.ts'
import { subjectOf } from '../judge/case-group.ts'
import { CONFIRMED } from '../judge/inline-executor.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { decideOverReals } from '../judge/decide-over-reals.ts'
import type { Outcomes } from '../judge/outcomes.ts'
import { higherTiers } from '../judge/scalar-tiers.ts'
import { Status } from '../judge/status.ts'
import { caseOf } from './certificates.ts'

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

/** Whether a case that decides a reading is the one that its name makes, and decides it. */
export async function checkDecisive(
  found: DecisiveCase,
  wanted: Status,
  cases: Regenerated,
): Promise<string[]> {
  const wrong: string[] = []
  const { index } = found.case
  if (!isDeepStrictEqual(found.original, caseData(cases.at(index))))
    wrong.push('its inputs are not those that its name makes')
  if (found.reading === 'float32') return wrong
  if ((await cases.status(index)) !== wanted) wrong.push('it does not decide the claim')
  const { status, margin, bound } = await cases.report(caseOf(found.shrunk), index)
  if (status[0] !== wanted) wrong.push('the shrunk case does not decide the claim')
  if (found.margin !== toHex(margin[0])) wrong.push(`its margin is ${toHex(margin[0])}, not ${found.margin}`)
  if (found.bound !== toHex(bound[0])) wrong.push(`its bound is ${toHex(bound[0])}, not ${found.bound}`)
  return wrong
}

/** Whether the other cases that a claim's evidence names are what it says of them. */
export async function checkNamed(found: ClaimEvidence, cases: Regenerated): Promise<string[]> {
  const wrong: string[] = []
  for (const { index } of found.undecided) {
    const status = await cases.status(index)
    if (status !== Status.Undecided) wrong.push(`case ${index} is named as undecided, and is not`)
  }
  if (found.worst && (await cases.status(found.worst.case.index)) !== Status.Satisfied)
    wrong.push(`case ${found.worst.case.index}, named as the worst satisfied one, is not satisfied`)
  if (found.widest) {
    const { index } = found.widest.case
    const { status, bound } = await cases.report(cases.at(index), index)
    if (status[0] !== Status.Consistent || toHex(bound[0]) !== found.widest.width)
      wrong.push(`case ${index} is not consistent within ${found.widest.width}`)
  }
  return wrong
}

/** Counts of statuses over the reals, by `Status`. */
export type Recount = readonly number[]

/** Decides cases of a range again. @param count how many; the whole range when there are no more */
export async function resample(
  { range }: ClaimEvidence,
  cases: Regenerated,
  count: number,
): Promise<{
  recount: number[]
  whole: boolean
  violated: number[]
  slopes: { value: number; radius: number }[]
}> {
  const size = range.to - range.from
  const whole = count >= size
  const recount = new Array<number>(6).fill(0)
  const violated: number[] = []
  const slopes: { value: number; radius: number }[] = []
  for (let i = 0; i < Math.min(count, size); i++) {
    // Evenly spread, so that every part of the range is looked at.
    const index = range.from + (whole ? i : Math.floor(((i + 0.5) * size) / count))
    const report = await cases.report(cases.at(index), index)
    const status = report.status[0] as Status
    recount[status]++
    if (status === Status.Violated) violated.push(index)
    if (report.slope.length > 0) slopes.push({ value: report.slope[0], radius: report.radius[0] })
    if (i % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return { recount, whole, violated, slopes }
}
