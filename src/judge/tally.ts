import { down, up } from '../arithmetic/interval/rounding.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { regionsOf } from '../claim/record-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { TIERS } from '../evidence/tiers.ts'
import { slack } from '../program/judgement.ts'
import type { CaseGroup } from './case-group.ts'
import { addCounts, count, noMember, triedOf, type Member } from './counts.ts'
import { Recheck, type Outcomes } from './outcomes.ts'
import { Status } from './status.ts'
import { add, noReturned } from './returned-numbers.ts'

/** Undecided cases that are named; more are counted only. */
export const LISTED = 1000

/** What was counted of a subject, and its first cases of either kind. */
interface OfSubject extends Member {
  firstSatisfied?: number | undefined
  firstSatisfiedFloat32?: number | undefined
}

/**
 * Everything that a campaign says of its cases. Ranges are added in the order of their indices, so that nothing
 * here depends on how the cases were put into batches.
 */
export class Tally {
  readonly all = noMember()
  readonly subjects: readonly OfSubject[]
  readonly distributions = new Map<string, Member>()
  readonly float32 = noReturned()
  readonly byTier: ClaimEvidence['cases']['byTier'] = {
    device: 0,
    running: 0,
    interval: 0,
    mpfr: 0,
    exact: 0,
  }
  /** Discarded cases of which the device alone says so. */
  discardedByDevice = 0
  /** Satisfied cases that the form of the program makes true, whatever the numbers: no part of the sample. */
  byForm = 0
  readonly rechecked = { cases: 0, open: 0, contradictions: [] as number[] }
  readonly shapes = new Set<string>()
  readonly covered: number[]
  /** The cases over which nothing could be said, up to `LISTED` of them. */
  readonly open: number[] = []
  firstViolated: number | undefined
  firstViolatedFloat32: number | undefined
  worst: { index: number; margin: number; bound: number } | undefined
  widest: { index: number; width: number } | undefined
  /** Of ratios that are observed in cases that are not discarded: the largest that is certain, and its case. */
  tightest: { index: number; atLeast: number } | undefined
  /** Limits on the slopes of all decided cases, and whose they are. */
  leastSlope: { index: number; limit: number } | undefined
  mostSlope: { index: number; limit: number } | undefined

  constructor(private readonly claim: Claim) {
    this.subjects = subjectsOf(claim.subject).map(() => noMember())
    this.covered = regionsOf(claim).map(() => 0)
  }

  get reals() {
    return this.all.cases
  }

  get tried(): number {
    return triedOf(this.reals)
  }

  /** Whether some of what is said rests on the error bounds of the device alone. */
  get restsOnDevice(): boolean {
    return this.byTier.device + this.byTier.running + this.discardedByDevice > 0
  }

  /** @param from the index of the first of these cases */
  add(outcomes: Outcomes, from: number, groups: readonly CaseGroup[]): void {
    const subject = new Uint8Array(outcomes.length)
    const distribution: (string | undefined)[] = []
    for (const { shape, indices, families, family, subject: number } of groups) {
      this.shapes.add(shape)
      indices.forEach((index, lane) => {
        subject[index - from] = number
        distribution[index - from] = families[family[lane]]
      })
    }
    for (let at = 0; at < outcomes.length; at++) {
      const status = outcomes.status[at] as Status
      const byForm = outcomes.byForm[at] === 1 && status === Status.Satisfied
      const sampled = outcomes.sampled[at] === 1 && !byForm
      if (byForm) this.byForm++
      const of = this.subjects[subject[at]]
      count(this.all, status, sampled)
      count(of, status, sampled)
      const name = distribution[at]
      if (name !== undefined) count(this.distribution(name), status, sampled)
      this.addCase(outcomes, from + at, at, of)
    }
  }

  /** Adds what was counted of cases of higher indices. */
  join(next: Tally): void {
    addCounts(next.all, this.all)
    this.subjects.forEach((subject, i) => {
      const { cases, sample, firstSatisfied, firstSatisfiedFloat32 } = next.subjects[i]
      addCounts(cases, subject.cases)
      addCounts(sample, subject.sample)
      subject.firstSatisfied ??= firstSatisfied
      subject.firstSatisfiedFloat32 ??= firstSatisfiedFloat32
    })
    for (const [name, member] of next.distributions) addCounts(member, this.distribution(name))
    addCounts(next.float32, this.float32)
    addCounts(next.byTier, this.byTier)
    this.discardedByDevice += next.discardedByDevice
    this.byForm += next.byForm
    this.rechecked.cases += next.rechecked.cases
    this.rechecked.open += next.rechecked.open
    this.rechecked.contradictions.push(...next.rechecked.contradictions)
    for (const shape of next.shapes) this.shapes.add(shape)
    next.covered.forEach((reached, i) => (this.covered[i] += reached))
    this.open.push(...next.open.slice(0, LISTED - this.open.length))
    this.firstViolated ??= next.firstViolated
    this.firstViolatedFloat32 ??= next.firstViolatedFloat32
    const { worst, widest, tightest, leastSlope, mostSlope } = next
    if (worst) this.noteWorst(worst.index, worst.margin, worst.bound)
    if (widest) this.noteWidest(widest.index, widest.width)
    if (tightest) this.noteRatio(tightest.index, tightest.atLeast)
    if (leastSlope) this.noteLeastSlope(leastSlope.index, leastSlope.limit)
    if (mostSlope) this.noteMostSlope(mostSlope.index, mostSlope.limit)
  }

  private distribution(name: string): Member {
    const known = this.distributions.get(name) ?? noMember()
    this.distributions.set(name, known)
    return known
  }

  private addCase(outcomes: Outcomes, index: number, at: number, subject: OfSubject): void {
    const status = outcomes.status[at] as Status
    const tier = TIERS[outcomes.tier[at]]
    const float32 = outcomes.float32[at] as Status
    add(this.float32, float32, status, outcomes.explained[at] === 1)
    if (status === Status.Satisfied || status === Status.Consistent || status === Status.Violated)
      this.byTier[tier]++
    if (status === Status.Discarded) {
      if (tier === 'device' || tier === 'running') this.discardedByDevice++
    } else outcomes.covered.forEach((region, i) => (this.covered[i] += region[at]))
    if (status === Status.Undecided || status === Status.HypothesisOpen) {
      if (this.open.length < LISTED) this.open.push(index)
    }
    if (status === Status.Violated) this.firstViolated ??= index
    if (status === Status.Satisfied) subject.firstSatisfied ??= index
    if (float32 === Status.Violated) this.firstViolatedFloat32 ??= index
    if (float32 === Status.Satisfied) subject.firstSatisfiedFloat32 ??= index
    if (status === Status.Satisfied) this.noteWorst(index, outcomes.margin[at], outcomes.bound[at])
    if (status === Status.Consistent) this.noteWidest(index, outcomes.width[at])
    if (outcomes.observed.length > 0)
      this.noteObserved(index, status, outcomes.observed[at], outcomes.radius[at])
    this.noteRecheck(index, outcomes.recheck[at])
  }

  private noteRecheck(index: number, recheck: number): void {
    if (recheck === Recheck.None) return
    this.rechecked.cases++
    if (recheck === Recheck.Open) this.rechecked.open++
    if (recheck === Recheck.Contradicts) this.rechecked.contradictions.push(index)
  }

  private noteWorst(index: number, margin: number, bound: number): void {
    if (!Number.isFinite(margin) || !Number.isFinite(bound)) return
    if (!this.worst || slack(margin, bound) < slack(this.worst.margin, this.worst.bound)) {
      this.worst = { index, margin, bound }
    }
  }

  private noteWidest(index: number, width: number): void {
    if (width > (this.widest?.width ?? -1)) this.widest = { index, width }
  }

  private noteObserved(index: number, status: Status, value: number, radius: number): void {
    const [atLeast, atMost] = [down(value - radius), up(value + radius)]
    if (this.claim.kind === 'scaling') {
      if (status !== Status.Satisfied && status !== Status.Violated) return
      this.noteLeastSlope(index, atLeast)
      this.noteMostSlope(index, atMost)
    } else if (status !== Status.Discarded) this.noteRatio(index, atLeast)
  }

  private noteRatio(index: number, atLeast: number): void {
    if (atLeast > (this.tightest?.atLeast ?? -Infinity)) this.tightest = { index, atLeast }
  }

  private noteLeastSlope(index: number, limit: number): void {
    if (limit < (this.leastSlope?.limit ?? Infinity)) this.leastSlope = { index, limit }
  }

  private noteMostSlope(index: number, limit: number): void {
    if (limit > (this.mostSlope?.limit ?? -Infinity)) this.mostSlope = { index, limit }
  }
}
