import type { ClaimEvidence } from '../evidence/schema.ts'
import { TIERS } from '../evidence/tiers.ts'
import { slack } from '../program/judgement.ts'
import type { CaseGroup } from './case-group.ts'
import { Recheck, type Outcomes } from './outcomes.ts'
import { Status } from './status.ts'

export type Counts = Omit<ClaimEvidence['cases'], 'byTier'>

/** Undecided cases that are named; more are counted only. */
export const LISTED = 1000

const noCounts = (): Counts => ({ satisfied: 0, consistent: 0, violated: 0, undecided: 0, discarded: 0 })

const FIELD: Record<Status, keyof Counts> = {
  [Status.Satisfied]: 'satisfied',
  [Status.Consistent]: 'consistent',
  [Status.Violated]: 'violated',
  [Status.Undecided]: 'undecided',
  [Status.Discarded]: 'discarded',
  [Status.HypothesisOpen]: 'discarded',
}

/**
 * Everything that a campaign says of its cases. Ranges are added in the order of their indices, so that nothing
 * here depends on how the cases were put into batches.
 */
export class Tally {
  readonly reals = noCounts()
  readonly float32 = noCounts()
  readonly byTier: ClaimEvidence['cases']['byTier'] = {
    device: 0,
    running: 0,
    interval: 0,
    mpfr: 0,
    exact: 0,
  }
  readonly rechecked = { cases: 0, contradictions: [] as number[] }
  readonly distributions: Record<string, number> = {}
  readonly shapes: Record<string, number> = {}
  readonly slopes: number[] = []
  readonly covered: number[]
  widestSlope = 0
  /** The cases over which nothing could be said, up to `LISTED` of them. */
  readonly open: number[] = []
  firstViolated: number | undefined
  firstSatisfied: number | undefined
  firstViolatedFloat32: number | undefined
  firstSatisfiedFloat32: number | undefined
  worst: { index: number; margin: number; bound: number } | undefined
  widest: { index: number; width: number } | undefined

  constructor(regions: number) {
    this.covered = new Array<number>(regions).fill(0)
  }

  /** Cases over which something was said: all but the discarded ones. */
  get tried(): number {
    const { satisfied, consistent, violated, undecided } = this.reals
    return satisfied + consistent + violated + undecided
  }

  /** @param from the index of the first of these cases */
  add(outcomes: Outcomes, from: number, groups: readonly CaseGroup[]): void {
    for (const group of groups) this.addGroup(group)
    for (let at = 0; at < outcomes.length; at++) this.addCase(outcomes, from, at)
    this.covered.forEach((_, i) => {
      for (const reached of outcomes.covered[i]) this.covered[i] += reached
    })
  }

  private addGroup({ shape, indices, families, family }: CaseGroup): void {
    this.shapes[shape] = (this.shapes[shape] ?? 0) + indices.length
    const counts = new Uint32Array(families.length)
    for (const number of family) if (number >= 0) counts[number]++
    families.forEach((name, i) => (this.distributions[name] = (this.distributions[name] ?? 0) + counts[i]))
  }

  private addCase(outcomes: Outcomes, from: number, at: number): void {
    const index = from + at
    const status = outcomes.status[at] as Status
    const float32 = outcomes.float32[at] as Status
    this.reals[FIELD[status]]++
    this.float32[FIELD[float32]]++
    if (status === Status.Satisfied || status === Status.Consistent || status === Status.Violated) {
      this.byTier[TIERS[outcomes.tier[at]]]++
      if (outcomes.slope.length > 0) {
        this.slopes.push(outcomes.slope[at])
        this.widestSlope = Math.max(this.widestSlope, outcomes.radius[at])
      }
    }
    if (status === Status.Undecided && this.open.length < LISTED) this.open.push(index)
    if (status === Status.Violated) this.firstViolated ??= index
    if (status === Status.Satisfied) this.firstSatisfied ??= index
    if (float32 === Status.Violated) this.firstViolatedFloat32 ??= index
    if (float32 === Status.Satisfied) this.firstSatisfiedFloat32 ??= index
    if (status === Status.Satisfied) this.noteWorst(index, outcomes.margin[at], outcomes.bound[at])
    if (status === Status.Consistent) this.noteWidest(index, outcomes.bound[at])
    const recheck = outcomes.recheck[at]
    if (recheck !== Recheck.None) {
      this.rechecked.cases++
      if (recheck === Recheck.Contradicts) this.rechecked.contradictions.push(index)
    }
  }

  private noteWorst(index: number, margin: number, bound: number): void {
    if (!Number.isFinite(margin) || !Number.isFinite(bound)) return
    if (!this.worst || slack(margin, bound) < slack(this.worst.margin, this.worst.bound)) {
      this.worst = { index, margin, bound }
    }
  }

  private noteWidest(index: number, width: number): void {
    if (Number.isFinite(width) && width > (this.widest?.width ?? -1)) this.widest = { index, width }
  }
}
