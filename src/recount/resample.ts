import type { ClaimEvidence } from '../evidence/schema.ts'
import { Status } from '../judge/status.ts'
import type { Slopes } from './recomputed-verdicts.ts'
import type { Regenerated } from './regenerated.ts'

/** Cases of a range, decided again over the reals. */
export interface Resampled {
  /** Counts by `Status`. */
  readonly recount: readonly number[]
  /** Whether these are all cases of the range. */
  readonly whole: boolean
  /** Indices. */
  readonly violated: readonly number[]
  /** Of a `scaling` claim. */
  readonly slopes: readonly { readonly value: number; readonly radius: number }[]
}

/** Decides cases of a range again. @param count how many; the whole range when there are no more */
export async function resample(
  { range }: ClaimEvidence,
  cases: Regenerated,
  count: number,
): Promise<Resampled> {
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

/** The slopes of a range of which no case was left to the device. */
export function slopesOf({ cases }: ClaimEvidence, { whole, slopes }: Resampled): Slopes | undefined {
  if (!whole || cases.byTier.device > 0) return undefined
  return {
    values: slopes.map(({ value }) => value),
    widest: slopes.reduce((most, { radius }) => Math.max(most, radius), 0),
  }
}

/** Whether the counts that a claim states are those of its cases decided again, as far as they were. */
export function checkRecount(found: ClaimEvidence, { recount, whole, violated }: Resampled): string[] {
  const wrong: string[] = []
  const { cases } = found
  if (violated.length > 0 && cases.violated === 0)
    wrong.push(`case ${violated[0]} violates it over the reals, and no violation is counted`)
  if (!whole) return wrong
  for (const [name, status] of [
    ['satisfied', Status.Satisfied],
    ['consistent', Status.Consistent],
    ['violated', Status.Violated],
    ['undecided', Status.Undecided],
  ] as const)
    if (recount[status] !== cases[name])
      wrong.push(`${cases[name]} cases are counted as ${name}; decided again they are ${recount[status]}`)
  return wrong
}
