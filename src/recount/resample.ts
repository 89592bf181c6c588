import type { ClaimEvidence } from '../evidence/schema.ts'
import { CONFIDENCE } from '../judge/verdict/limits.ts'
import { fromHex } from '../program/hex-float.ts'
import { isOpen, Status } from '../judge/status.ts'
import { lowerLimit } from '../statistics/clopper-pearson.ts'
import { hypergeometricAtLeast, hypergeometricAtMost } from '../statistics/hypergeometric.ts'
import type { Regenerated } from './regenerated.ts'

/** Cases of a range, decided again over the reals. */
export interface Resampled {
  /** Counts by `Status`. */
  readonly recount: readonly number[]
  /** How many these are, and how many the range has. */
  readonly drawn: number
  readonly size: number
  /** The first of them that violates the claim. */
  readonly violated: number | undefined
  /** What the claim observes of cases that are not discarded. */
  readonly observed: readonly { readonly value: number; readonly radius: number }[]
}

/** Decides cases of a range again. */
export async function resample(
  { range }: ClaimEvidence,
  cases: Regenerated,
  indices: readonly number[],
): Promise<Resampled> {
  const recount = new Array<number>(7).fill(0)
  let violated: number | undefined
  const observed: { value: number; radius: number }[] = []
  for (const [i, index] of indices.entries()) {
    const report = await cases.report(cases.at(index), index)
    const status = report.status[0] as Status
    recount[status]++
    if (status === Status.Violated) violated ??= index
    if (report.observed.length > 0 && status !== Status.Discarded)
      observed.push({ value: report.observed[0], radius: report.radius[0] })
    if (i % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return { recount, drawn: indices.length, size: range.to - range.from, violated, observed }
}

/** Whether what is observed of cases lies in the range of slopes that a claim states. */
export function checkObserved({ scaling, cases }: ClaimEvidence, { observed }: Resampled): string[] {
  if (scaling && cases.satisfied + cases.violated > 0 && !(scaling.least && scaling.most))
    return ['it states no range of slopes, and has decided cases']
  if (!scaling?.least || !scaling.most) return []
  const [least, most] = [fromHex(scaling.least.limit), fromHex(scaling.most.limit)]
  return observed
    .filter(({ value, radius }) => value + radius < least || value - radius > most)
    .slice(0, 1)
    .map(({ value }) => `a slope is ${value}, outside of what is stated`)
}

const NAMED = [
  ['satisfied', Status.Satisfied],
  ['consistent', Status.Consistent],
  ['violated', Status.Violated],
  ['undecided', Status.Undecided],
  ['open', Status.HypothesisOpen],
  ['discarded', Status.Discarded],
] as const

/** What is not decided here may have been decided where the evidence was made: by the device, or another arithmetic. */
const couldDiffer = (status: Status): boolean => isOpen(status) || status === Status.Consistent

/**
 * Whether a sample contradicts the counts of a claim: whether the probability of so many, or so few, cases of a status in
 * it is below 1 - `CONFIDENCE` if the count of the status is true.
 *
 * @param openMayDiffer whether cases that are open here may have been decided there, and the other way round
 */
export function checkSample(
  { cases }: ClaimEvidence,
  { recount, drawn, size, violated }: Resampled,
  openMayDiffer: { readonly here: boolean; readonly there: boolean },
): string[] {
  const wrong: string[] = []
  if (violated !== undefined && cases.violated === 0)
    wrong.push(`case ${violated} violates it over the reals, and no violation is counted`)
  const sum = (of: (status: Status) => boolean): number =>
    NAMED.reduce((total, [, status]) => total + (of(status) ? recount[status] : 0), 0)
  for (const [name, status] of NAMED) {
    const stated = cases[name]
    if (stated > size) continue
    const mayBeLess = couldDiffer(status) ? openMayDiffer.here : openMayDiffer.there
    const others = openMayDiffer.here ? sum((s) => couldDiffer(s) && s !== status) : 0
    const decided = openMayDiffer.there && couldDiffer(status) ? sum((s) => !couldDiffer(s)) : 0
    const [least, most] = [recount[status], recount[status] + others + decided]
    const tooMany = !mayBeLess && hypergeometricAtLeast(least, size, stated, drawn) < 1 - CONFIDENCE
    const tooFew = hypergeometricAtMost(most, size, stated, drawn) < 1 - CONFIDENCE
    if (tooMany || tooFew)
      wrong.push(
        `${stated} of ${size} cases are counted as ${name}, and of ${drawn} decided again ${recount[status]} are`,
      )
  }
  return wrong
}

/**
 * The share of the cases that are certainly as the counts of a claim say, with confidence `CONFIDENCE`: for each status a
 * lower limit on its share, as far as the counts state so many.
 */
export function asStated({ cases }: ClaimEvidence, { recount, drawn, size }: Resampled): number {
  if (size === 0 || drawn === size) return 1
  const seen = NAMED.filter(([, status]) => recount[status] > 0)
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, seen.length)
  const shares = seen.map(([name, status]) =>
    Math.min(cases[name] / size, lowerLimit(recount[status], drawn, confidence)),
  )
  return shares.reduce((a, b) => a + b, 0)
}
