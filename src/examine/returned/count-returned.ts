import type { Claim } from '../../claim/claim.ts'
import { drawGroups } from '../../judge/case-group.ts'
import { Status } from '../../judge/status.ts'
import type { Fitting } from './fitting-cases.ts'
import { Honest } from '../outside-honest.ts'
import { judgeReturned, type Judging } from './judge-returned.ts'

/** Cases drawn and asked about together. */
const TOGETHER = 512

/** Cases by what the returned numbers say. */
export interface ReturnedCounts {
  satisfied: number
  violated: number
  /** They do not satisfy the claim, and some of them are NaN or infinite. */
  notNumbers: number
  undecided: number
  /** The hypothesis of the claim is false, or what the attention has to be asked is beyond its precision. */
  discarded: number
  /** Of all: the attention was asked about the nearest numbers of its precision to what the claim means. */
  rounded: number
}

/** Of cases that are violated, or of whose numbers some are none: whether rounding explains what was returned. */
export interface ReasonCounts {
  /** An honest implementation may return each of the numbers. */
  rounding: number
  /** No honest implementation returns one of them. */
  beyond: number
  unknown: number
}

/** A case, and what made it worth telling. */
export interface Telling {
  readonly index: number
  readonly status: Status
  readonly outside: number
}

export interface CountedReturned {
  readonly counts: ReturnedCounts
  readonly reasons: ReasonCounts
  /** The first case that is not satisfied, one beyond rounding if there is one. */
  readonly telling?: Telling
}

/**
 * Asks an attention about the first cases of a claim, and counts what the numbers say that it returns.
 *
 * @throws {ExaminedError} when the attention fails; what the claim's own code throws
 */
export async function countReturned(
  { claim, callsFor }: Fitting,
  seed: number,
  cases: number,
  judging: Judging,
  onProgress: (done: number) => void = () => undefined,
): Promise<CountedReturned> {
  const counts = { satisfied: 0, violated: 0, notNumbers: 0, undecided: 0, discarded: 0, rounded: 0 }
  const reasons = { rounding: 0, beyond: 0, unknown: 0 }
  let telling: Telling | undefined
  for (let from = 0; from < cases; from += TOGETHER) {
    const to = Math.min(cases, from + TOGETHER)
    for (const { batch, indices } of drawGroups(forOneSubject(claim), seed, from, to)) {
      const judged = await judgeReturned(callsFor(batch.shapes), batch, judging)
      judged.status.forEach((status, lane) => {
        counts[FIELD[status as Status]]++
        counts.rounded += judged.rounded[lane]
        if (!isTelling(status)) return
        const outside = judged.outside[lane]
        reasons[REASON[outside]]++
        const found = { index: indices[lane], status: status as Status, outside }
        if (!telling || tellsMore(found, telling)) telling = found
      })
    }
    onProgress(to)
  }
  return { counts, reasons, ...(telling && { telling }) }
}

/** Which case is about which subject plays no part here. */
const forOneSubject = (claim: Claim): Claim => ({ ...claim, subject: [claim.subject].flat()[0] })

const FIELD: Readonly<Record<Status, Exclude<keyof ReturnedCounts, 'rounded'>>> = {
  [Status.Satisfied]: 'satisfied',
  [Status.Consistent]: 'undecided',
  [Status.Violated]: 'violated',
  [Status.Undecided]: 'undecided',
  [Status.Discarded]: 'discarded',
  [Status.HypothesisOpen]: 'undecided',
  [Status.NonFinite]: 'notNumbers',
}

const REASON: Readonly<Record<number, keyof ReasonCounts>> = {
  [Honest.Possible]: 'rounding',
  [Honest.Impossible]: 'beyond',
  [Honest.Unknown]: 'unknown',
}

const isTelling = (status: number): boolean => status === Status.Violated || status === Status.NonFinite

/** Beyond rounding first, then the lower index. */
function tellsMore(a: Telling, b: Telling): boolean {
  const [of, than] = [a, b].map(({ outside }) => +(outside === Honest.Impossible))
  return of === than ? a.index < b.index : of > than
}
