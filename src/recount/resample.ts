import type { ClaimEvidence } from '../evidence/schema.ts'
import { CONFIDENCE } from '../judge/verdict/limits.ts'
import { fromHex } from '../program/hex-float.ts'
import { shapeKey } from '../arithmetic/batch.ts'
import { NAMED_STATUSES } from './sample-counts.ts'
import { isObserved, Status } from '../judge/status.ts'
import { lowerLimit } from '../statistics/clopper-pearson.ts'
import type { Regenerated } from './regenerated.ts'

/** A case that was decided again, as it is counted. */
export interface DrawnCase {
  readonly index: number
  readonly status: Status
  /** Whether its index and shape put it into the sample that limits come from. */
  readonly sampled: boolean
  /** Whether the form of its program leaves nothing to test. */
  readonly byForm: boolean
  readonly subject: string
  readonly distribution: string | undefined
  readonly shape: string
  /** Whether it certainly reaches each region, the trivial one last. */
  readonly covered: readonly boolean[]
}

/** Cases of a range, decided again over the reals. */
export interface Resampled {
  /** Counts by `Status`. */
  readonly recount: readonly number[]
  /** How many these are, and how many the range has. */
  readonly drawn: number
  readonly size: number
  /** The first of them that violates the claim. */
  readonly violated: number | undefined
  /** What each of them is counted by. */
  readonly cases: readonly DrawnCase[]
  /** What the claim observes of cases. */
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
  const drawn: DrawnCase[] = []
  const observed: { value: number; radius: number }[] = []
  for (const [i, index] of indices.entries()) {
    const item = cases.at(index)
    const report = await cases.report(item, index)
    const status = report.status[0] as Status
    recount[status]++
    drawn.push({
      index,
      status,
      sampled: cases.isSampled(item, index),
      byForm: cases.isByForm(item, index),
      subject: cases.subject(index),
      distribution: item.distribution,
      shape: shapeKey(item),
      covered: report.covered.map(([reached]) => reached === 1),
    })
    if (status === Status.Violated) violated ??= index
    if (report.observed.length > 0 && isObserved(cases.claim, status))
      observed.push({ value: report.observed[0], radius: report.radius[0] })
    if (i % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return { recount, drawn: indices.length, size: range.to - range.from, violated, observed, cases: drawn }
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

/**
 * The share of the cases that are certainly as the counts of a claim say, with confidence `CONFIDENCE`: for each status a
 * lower limit on its share, as far as the counts state so many.
 */
export function asStated({ cases }: ClaimEvidence, { recount, drawn, size }: Resampled): number {
  if (size === 0 || drawn === size) return 1
  const seen = NAMED_STATUSES.filter(([, status]) => recount[status] > 0)
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, seen.length)
  const shares = seen.map(([name, status]) =>
    Math.min(cases[name] / size, lowerLimit(recount[status], drawn, confidence)),
  )
  return shares.reduce((a, b) => a + b, 0)
}
