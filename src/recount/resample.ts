import { isDeepStrictEqual } from 'node:util'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { fromHex } from '../program/hex-float.ts'
import { Status } from '../judge/status.ts'
import type { Regenerated } from './regenerated.ts'

/** Cases of a range, decided again over the reals. */
export interface Resampled {
  /** Counts by `Status`. */
  readonly recount: readonly number[]
  /** Whether these are all cases of the range. */
  readonly whole: boolean
  /** Indices. */
  readonly violated: readonly number[]
  readonly sample: { readonly cases: number; readonly satisfied: number }
  readonly byForm: number
  /** What the claim observes of cases that are not discarded. */
  readonly observed: readonly { readonly value: number; readonly radius: number }[]
}

/** Decides cases of a range again. @param count how many; the whole range when there are no more */
export async function resample(
  { range }: ClaimEvidence,
  cases: Regenerated,
  count: number,
): Promise<Resampled> {
  const size = range.to - range.from
  const whole = count >= size
  const recount = new Array<number>(7).fill(0)
  const sample = { cases: 0, satisfied: 0 }
  let byForm = 0
  const violated: number[] = []
  const observed: { value: number; radius: number }[] = []
  for (let i = 0; i < Math.min(count, size); i++) {
    // Evenly spread, so that every part of the range is looked at.
    const index = range.from + (whole ? i : Math.floor(((i + 0.5) * size) / count))
    const item = cases.at(index)
    const report = await cases.report(item, index)
    const status = report.status[0] as Status
    recount[status]++
    if (status === Status.Satisfied && cases.holdsByForm(item, index)) byForm++
    else if (status !== Status.Discarded && cases.isSampled(item, index)) {
      sample.cases++
      if (status === Status.Satisfied) sample.satisfied++
    }
    if (status === Status.Violated) violated.push(index)
    if (report.observed.length > 0 && status !== Status.Discarded)
      observed.push({ value: report.observed[0], radius: report.radius[0] })
    if (i % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return { recount, whole, violated, sample, byForm, observed }
}

/** Whether the slopes of cases lie in the range that a claim states. */
export function checkObserved({ scaling }: ClaimEvidence, { observed }: Resampled): string[] {
  const within = (name: string, least: number, most: number): string[] =>
    observed
      .filter(({ value, radius }) => value + radius < least || value - radius > most)
      .slice(0, 1)
      .map(({ value }) => `a ${name} is ${value}, outside of what is stated`)
  return [
    ...(scaling?.least && scaling.most
      ? within('slope', fromHex(scaling.least.limit), fromHex(scaling.most.limit))
      : []),
  ]
}

/** Whether the counts that a claim states are those of its cases decided again, as far as they were. */
export function checkRecount(
  found: ClaimEvidence,
  { recount, whole, violated, sample, byForm }: Resampled,
): string[] {
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
    ['open', Status.HypothesisOpen],
    ['discarded', Status.Discarded],
  ] as const)
    if (recount[status] !== cases[name])
      wrong.push(`${cases[name]} cases are counted as ${name}; decided again they are ${recount[status]}`)
  if (cases.byForm !== byForm)
    wrong.push(`${cases.byForm} cases are counted as true by form; decided again they are ${byForm}`)
  if (!isDeepStrictEqual(found.sample, sample)) wrong.push('its sample is not the one that the cases make')
  return wrong
}
