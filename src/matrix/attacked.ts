import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import type { Subject } from '../attention/attention.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { withVariant } from '../claim/variants.ts'
import { drawGroups, type CaseGroup } from '../judge/case-group.ts'
import { statusesOf } from '../judge/outcomes.ts'
import { isViolated, Search, Walks } from '../judge/search/search.ts'
import { Status } from '../judge/status.ts'
import { workOf } from '../program/work.ts'

/** The first ranges of cases are small, since most mistakes fall in them. */
const RANGES = [16, 64, 256]
/** What the cases of one claim may cost for one mechanism, in products of numbers. */
const WORK = 2e7

/** What random cases of a claim say of an attention. */
export interface Attacked {
  readonly cases: number
  /** Of these, those that certainly satisfy it, or that nothing contradicts. */
  readonly satisfied: number
  /** The first that certainly violates it. */
  readonly firstViolated: number | null
}

/** What walks from the first random cases say of it. */
export interface Searched {
  readonly starts: number
  /** From so many of these a walk went anywhere. */
  readonly moved: number
  /** How often the claim was evaluated in all of them. */
  readonly evaluations: number
  /** The start of the first that ends where the claim is certainly violated. */
  readonly firstViolated: number | null
}

/** The claim, about another attention; its cases are the same. */
export const about = (claim: Claim, subject: Subject): Claim =>
  withVariant(claim, { name: subject.name, subject })

/** The cases of one claim, drawn once for all attentions that it is put to. */
export class Attack {
  private readonly drawn = new Map<number, readonly CaseGroup[]>()

  constructor(
    private readonly claim: Claim,
    private readonly seed: number,
    private readonly most: number,
  ) {}

  /**
   * Decides cases in float64 enclosures until one certainly violates the claim; what these leave open kills nothing.
   *
   * @throws what the claim's own code throws
   */
  random(subject: Subject): Attacked {
    const programs = ClaimPrograms.of(about(this.claim, subject))
    let satisfied = 0
    const end = this.casesFor(programs)
    for (let from = 0; from < end;) {
      const to = Math.min(end, RANGES.find((each) => each > from) ?? this.most)
      let first = Infinity
      for (const { batch, indices } of this.range(from, to)) {
        const { definition } = programs.of(0, batch.shapes)
        const status = statusesOf(definition, runInIntervals(definition, batch))
        const at = status.indexOf(Status.Violated)
        if (at >= 0) first = Math.min(first, indices[at])
        satisfied += status.filter((each) => each === Status.Satisfied || each === Status.Consistent).length
      }
      if (first < Infinity) return { cases: first + 1, satisfied, firstViolated: first }
      from = to
    }
    return { cases: end, satisfied, firstViolated: null }
  }

  /** Walks from the first cases; undefined where no walk can be made. @throws what the claim's own code throws */
  async search(subject: Subject, starts: number): Promise<Searched | undefined> {
    const search = new Search(about(this.claim, subject), this.seed)
    if (starts === 0 || search.whyNot('violation') !== undefined) return undefined
    const walks = new Walks()
    for (let index = 0; index < starts; index++) {
      const reached = await search.reach(index, 'violation')
      walks.add(reached)
      if (isViolated(reached)) return { starts: index + 1, ...walks, firstViolated: index }
    }
    return { starts, ...walks, firstViolated: null }
  }

  /** As many as the limit on work allows, by the first cases. */
  private casesFor(programs: ClaimPrograms): number {
    const first = this.range(0, Math.min(RANGES[0], this.most))
    let [work, cases] = [0, 0]
    for (const { batch } of first) {
      work += batch.lanes * workOf(programs.of(0, batch.shapes).definition.steps)
      cases += batch.lanes
    }
    return Math.max(RANGES[0], Math.min(this.most, Math.floor((WORK * cases) / Math.max(1, work))))
  }

  private range(from: number, to: number): readonly CaseGroup[] {
    let groups = this.drawn.get(from)
    if (!groups || to !== this.ends.get(from)) {
      // Which subject a case is about makes no difference here: there is one.
      groups = drawGroups(about(this.claim, ONE), this.seed, from, to)
      this.drawn.set(from, groups)
      this.ends.set(from, to)
    }
    return groups
  }

  private readonly ends = new Map<number, number>()
}

const ONE: Subject = {
  name: 'one',
  definition: () => {
    throw new Error('cases are drawn without asking an attention')
  },
  implementation: () => {
    throw new Error('cases are drawn without asking an attention')
  },
}
