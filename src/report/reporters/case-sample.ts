import type { CaseListener } from '../../judge/campaign-options.ts'
import { Status } from '../../judge/status.ts'
import { observation, type Observed } from './observation.ts'

/** Cases of a claim that are observed: its first ones, and the first one that is violated. */
export const OBSERVED = 500

/** Takes the first cases of a claim while it is judged, in any order within a range. */
export class CaseSample {
  private readonly lines: { readonly index: number; readonly line: string }[] = []
  private first: number | undefined
  /** Whether no case was violated so far; of a probability that would mean nothing. */
  private sought: boolean

  constructor(private readonly observed: Observed) {
    this.sought = observed.claim.kind !== 'probability'
  }

  /** How many cases were taken. */
  get size(): number {
    return this.lines.length
  }

  readonly take: CaseListener = (outcomes, from, groups) => {
    this.first ??= from
    const end = this.first + OBSERVED
    const violated = this.sought ? outcomes.status.indexOf(Status.Violated) : -1
    if (violated >= 0) this.sought = false
    if (from >= end && violated < 0) return
    for (const group of groups)
      group.indices.forEach((index, lane) => {
        const at = index - from
        if (index >= end && at !== violated) return
        const seen = observation(this.observed, { group, lane, outcomes, at })
        this.lines.push({ index, line: JSON.stringify(seen) })
      })
  }

  /** A line for each case, in the order of their indices. */
  text(): string {
    return this.lines
      .toSorted((a, b) => a.index - b.index)
      .map(({ line }) => `${line}\n`)
      .join('')
  }
}
