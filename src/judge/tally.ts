import { down, up } from '../arithmetic/interval/rounding.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { regionsOf } from '../claim/record-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { TIERS } from '../evidence/tiers.ts'
import { slack } from '../program/judgement.ts'
import type { CaseGroup } from './case-group.ts'
import { addCounts, count, noMember, triedOf, type Member } from './counts.ts'
import { Histogram } from './histogram.ts'
import { Recheck, type Outcomes } from './outcomes.ts'
import { earliest, indexOf } from './first-case.ts'
import { isCase, isObserved, isOpen, Status } from './status.ts'
import { add, noReturned } from './returned-numbers.ts'

/** Undecided cases that are named; more are counted only. */
export const LISTED = 1000

/** Values of `Status`. */
const STATUSES = Object.keys(Status).length

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
  /** Of ratios that are observed in what certainly are cases: the largest that is certain, and its case. */
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
    this.nameDistributions(groups)
    for (const group of groups) {
      this.shapes.add(group.shape)
      this.countGroup(outcomes, from, group)
    }
    this.countReturned(outcomes)
    this.countDecided(outcomes)
    this.noteExtremes(outcomes, from)
    this.noteOpen(outcomes, from)
    this.firstViolated ??= indexOf(outcomes.status, Status.Violated, from)
    this.firstViolatedFloat32 ??= indexOf(outcomes.float32, Status.Violated, from)
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

  /** In the order in which they were drawn first. */
  private nameDistributions(groups: readonly CaseGroup[]): void {
    const first = new Map<string, number>()
    for (const { families, family, indices } of groups)
      families.forEach((name, number) => {
        if (this.distributions.has(name)) return
        const lane = family.indexOf(number)
        if (lane >= 0) first.set(name, Math.min(indices[lane], first.get(name) ?? Infinity))
      })
    for (const [name] of [...first].sort(([, a], [, b]) => a - b)) this.distribution(name)
  }

  private countGroup(
    { status, float32, sampled, byForm }: Outcomes,
    from: number,
    { subject, indices, families, family }: CaseGroup,
  ): void {
    const counts = new Histogram([families.length + 1, STATUSES, 2, 2])
    const of = this.subjects[subject]
    for (let lane = 0; lane < indices.length; lane++) {
      const at = indices[lane] - from
      counts.add(4 * ((family[lane] + 1) * STATUSES + status[at]) + 2 * sampled[at] + byForm[at])
    }
    of.firstSatisfied = earliest(status, indices, from, of.firstSatisfied)
    of.firstSatisfiedFloat32 = earliest(float32, indices, from, of.firstSatisfiedFloat32)
    for (const [[name, status, sampled, byForm], many] of counts) {
      const satisfiedByForm = byForm === 1 && status === Status.Satisfied
      if (satisfiedByForm) this.byForm += many
      const members = [this.all, of, ...(name > 0 ? [this.distribution(families[name - 1])] : [])]
      for (const member of members) count(member, status as Status, sampled === 1 && !satisfiedByForm, many)
    }
  }

  private countReturned({ length, status, float32, explained }: Outcomes): void {
    const counts = new Histogram([STATUSES, STATUSES, 2])
    for (let at = 0; at < length; at++) counts.add(2 * (float32[at] * STATUSES + status[at]) + explained[at])
    for (const [[returned, reals, explained], many] of counts)
      add(this.float32, returned as Status, reals as Status, explained === 1, many)
  }

  private countDecided({ length, status, tier, covered }: Outcomes): void {
    const counts = new Histogram([TIERS.length, STATUSES])
    for (let at = 0; at < length; at++) counts.add(tier[at] * STATUSES + status[at])
    for (const [[number, status], many] of counts) {
      const name = TIERS[number]
      if (status === Status.Satisfied || status === Status.Consistent || status === Status.Violated)
        this.byTier[name] += many
      if (status === Status.Discarded && (name === 'device' || name === 'running'))
        this.discardedByDevice += many
    }
    covered.forEach((region, i) => {
      for (let at = 0; at < length; at++) if (isCase(status[at])) this.covered[i] += region[at]
    })
  }

  private noteExtremes(
    { length, status, margin, bound, width, observed, radius }: Outcomes,
    from: number,
  ): void {
    for (let at = 0; at < length; at++) {
      if (status[at] === Status.Satisfied) this.noteWorst(from + at, margin[at], bound[at])
      if (status[at] === Status.Consistent) this.noteWidest(from + at, width[at])
    }
    for (let at = 0; at < observed.length; at++)
      this.noteObserved(from + at, status[at] as Status, observed[at], radius[at])
  }

  /** Cases over which nothing is said, and those that were decided again. */
  private noteOpen({ length, status, recheck }: Outcomes, from: number): void {
    const { rechecked, open } = this
    for (let at = 0; at < length; at++) {
      if (isOpen(status[at]) && open.length < LISTED) open.push(from + at)
      if (recheck[at] === Recheck.None) continue
      rechecked.cases++
      if (recheck[at] === Recheck.Open) rechecked.open++
      if (recheck[at] === Recheck.Contradicts) rechecked.contradictions.push(from + at)
    }
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
    if (!isObserved(this.claim, status)) return
    const [atLeast, atMost] = [down(value - radius), up(value + radius)]
    if (this.claim.kind === 'scaling') {
      this.noteLeastSlope(index, atLeast)
      this.noteMostSlope(index, atMost)
    } else this.noteRatio(index, atLeast)
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
