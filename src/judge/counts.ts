import type { ClaimEvidence } from '../evidence/schema.ts'
import { Status } from './status.ts'

/** Cases by what became of them over the reals. */
export type Counts = ClaimEvidence['members'][number]['cases']

/** What was counted of the cases of one subject, of one named distribution, or of all. */
export interface Member {
  readonly cases: Counts
  /** The sample that limits on failures come from, and how many of it certainly satisfy the claim. */
  readonly sample: ClaimEvidence['members'][number]['sample']
}

export const noMember = (): Member => ({
  cases: { satisfied: 0, consistent: 0, violated: 0, undecided: 0, open: 0, discarded: 0 },
  sample: { cases: 0, satisfied: 0 },
})

/** Cases over which something was, or could have been, said: all but the discarded ones. */
export const triedOf = ({ satisfied, consistent, violated, undecided, open }: Counts): number =>
  satisfied + consistent + violated + undecided + open

const FIELD: Partial<Record<Status, keyof Counts>> = {
  [Status.Satisfied]: 'satisfied',
  [Status.Consistent]: 'consistent',
  [Status.Violated]: 'violated',
  [Status.Undecided]: 'undecided',
  [Status.HypothesisOpen]: 'open',
  [Status.Discarded]: 'discarded',
}

/** Counts so many cases. @param status of each over the reals */
export function count({ cases, sample }: Member, status: Status, sampled: boolean, many: number): void {
  const field = FIELD[status]
  if (field) cases[field] += many
  if (!sampled || status === Status.Discarded) return
  sample.cases += many
  if (status === Status.Satisfied) sample.satisfied += many
}

/** Adds each count of a record to that of another, those of records within too. */
export function addCounts<Counted extends object>(from: Counted, into: Counted): void {
  for (const key of Object.keys(from) as (keyof Counted)[]) {
    const [count, sum] = [from[key], into[key]]
    if (typeof count === 'number') Object.assign(into, { [key]: (sum as number) + count })
    else addCounts(count as object, sum as object)
  }
}
