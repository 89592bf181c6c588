import { slack } from '../arithmetic/judgement.ts'
import type { Numbered } from './run-cases.ts'
import { Status } from './status.ts'

export type Tier = 'device' | 'running' | 'interval'

/** How one case came out. */
export interface Outcome {
  /** Over the reals. */
  readonly status: Status
  /** The tier that said so last. */
  readonly tier: Tier
  readonly float32: Status
  readonly margin: number
  readonly bound: number
  /** `scaling`: the slope and how far it can be off. */
  readonly slope?: { readonly value: number; readonly radius: number } | undefined
  readonly covered: readonly boolean[]
  /** Decided twice; whether the tiers contradict each other. */
  readonly recheck?: 'agrees' | 'contradicts' | undefined
}

export interface Counts {
  satisfied: number
  consistent: number
  violated: number
  undecided: number
  discarded: number
}

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
 * Everything that a campaign says of its cases. Outcomes are added in the order of their indices, so that nothing
 * here depends on how the cases were put into batches.
 */
export class Tally {
  readonly reals = noCounts()
  readonly float32 = noCounts()
  readonly byTier: Record<Tier, number> = { device: 0, running: 0, interval: 0 }
  readonly rechecked = { cases: 0, contradictions: [] as number[] }
  readonly distributions: Record<string, number> = {}
  readonly shapes: Record<string, number> = {}
  readonly slopes: number[] = []
  readonly covered: number[]
  widestSlope = 0
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

  add(index: number, outcome: Outcome, item: Pick<Numbered, 'case' | 'shape'>): void {
    const { status } = outcome
    this.reals[FIELD[status]]++
    this.float32[FIELD[outcome.float32]]++
    this.shapes[item.shape] = (this.shapes[item.shape] ?? 0) + 1
    const { distribution } = item.case
    if (distribution !== undefined)
      this.distributions[distribution] = (this.distributions[distribution] ?? 0) + 1
    if (status === Status.Satisfied || status === Status.Consistent || status === Status.Violated) {
      this.byTier[outcome.tier]++
      if (outcome.slope) {
        this.slopes.push(outcome.slope.value)
        this.widestSlope = Math.max(this.widestSlope, outcome.slope.radius)
      }
    }
    if (status === Status.Violated) this.firstViolated ??= index
    if (status === Status.Satisfied) this.firstSatisfied ??= index
    if (outcome.float32 === Status.Violated) this.firstViolatedFloat32 ??= index
    if (outcome.float32 === Status.Satisfied) this.firstSatisfiedFloat32 ??= index
    if (status === Status.Satisfied) this.noteWorst(index, outcome)
    if (status === Status.Consistent) this.noteWidest(index, outcome)
    outcome.covered.forEach((reached, i) => {
      if (reached) this.covered[i]!++
    })
    if (outcome.recheck) {
      this.rechecked.cases++
      if (outcome.recheck === 'contradicts') this.rechecked.contradictions.push(index)
    }
  }

  private noteWorst(index: number, { margin, bound }: Outcome): void {
    if (!Number.isFinite(margin) || !Number.isFinite(bound)) return
    if (!this.worst || slack(margin, bound) < slack(this.worst.margin, this.worst.bound)) {
      this.worst = { index, margin, bound }
    }
  }

  private noteWidest(index: number, { bound }: Outcome): void {
    if (Number.isFinite(bound) && bound > (this.widest?.width ?? -1)) this.widest = { index, width: bound }
  }
}
