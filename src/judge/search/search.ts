import { batchOf, shapesOf, type Case } from '../../arithmetic/batch.ts'
import { Slopes } from '../../arithmetic/gradient/slopes.ts'
import { run as runInIntervals } from '../../arithmetic/interval/run.ts'
import type { Claim } from '../../claim/claim.ts'
import { ClaimPrograms } from '../../claim/record-claim.ts'
import { ArraysArbitrary } from '../../generate/arrays.ts'
import { Composition } from '../../generate/composition.ts'
import { Draws } from '../../generate/draws.ts'
import { caseAt, caseRandom } from '../../generate/stream.ts'
import type { Program } from '../../program/program.ts'
import { workOf } from '../../program/work.ts'
import { subjectOf } from '../case-group.ts'
import { decideOverReals } from '../decide-over-reals.ts'
import { outcomesOf, Recheck, type Outcomes } from '../outcomes.ts'
import { higherTiers } from '../scalar-tiers.ts'
import { Status } from '../status.ts'
import { Ground, type Goal } from './ground.ts'
import { evaluationsFor, walk, type Walked } from './walk.ts'

/** Evaluations of a walk, at most; fewer of a program of much work. */
const MOST = { violation: 160, tightness: 600 } as const

/** So many cases are looked at for something that moves; and for each walk uphill, which begins from the highest. */
const SCREENED = 32

/** A case that a walk led to, and what is certain of it. */
export interface Reached extends Walked {
  /** Of the case where the walk began. */
  readonly index: number
  readonly outcomes: Outcomes
}

/**
 * Cases of a claim that walks lead to. Each is a function of (claim, seed, index), the index being that of the random case
 * where the walk begins, as a random case is one of its own: it can be walked to again anywhere, without an engine.
 */
export class Search {
  private readonly programs: ClaimPrograms
  private readonly known = new Map<Program, Slopes | { readonly reason: string }>()

  constructor(
    private readonly claim: Claim,
    private readonly seed: number,
  ) {
    this.programs = ClaimPrograms.of(claim)
  }

  /** Why no walk can be made here, as the end of a sentence; undefined where one can. */
  whyNot(goal: Goal): string | undefined {
    const { claim } = this
    if (claim.kind === 'probability') return 'no single case refutes a probability'
    if (claim.kind === 'exists') return 'what refutes it is an obstruction, which has no margin'
    if (claim.inputs instanceof ArraysArbitrary) {
      if (claim.inputs.movable.size === 0) return 'none of its inputs may be any number'
    } else if (!this.moves())
      return `nothing of which its first ${SCREENED} cases are composed may be any number`
    if (goal === 'tightness' && (claim.kind !== 'forAll' || !claim.tightness))
      return 'it does not say what is tight'
    const slopes = this.slopesOf(this.program(0, caseAt(claim.inputs, claim.id, this.seed, 0)))
    return 'reason' in slopes ? slopes.reason : undefined
  }

  /** Where the walk from a case leads. @throws {Error} where none can be made; what the claim's own code throws */
  async reach(index: number, goal: Goal): Promise<Reached> {
    const { claim, seed } = this
    const composition = this.composition(index)
    const start = composition.value
    const program = this.program(index, start.value)
    const slopes = this.slopesOf(program)
    if ('reason' in slopes) throw new Error(`no walk can be made on ${claim.id}: ${slopes.reason}`)
    const draws = new Draws(caseRandom(`${claim.id} walk`, seed, index))
    const ground = new Ground(slopes, composition, goal)
    const most = evaluationsFor(workOf(program.steps) + ground.composing, MOST[goal])
    const walked = walk(ground, draws, goal, most)
    const higher = await higherTiers()
    const decided = (item: Case): Outcomes => decideOverReals(program, batchOf([item]), higher, () => false)
    const outcomes = decided(walked.value.value)
    if (goal === 'violation') return { ...walked, index, outcomes }
    // Uphill may lie where both sides vanish, and enclosures know nothing of their ratio.
    const before = decided(start.value)
    return certainRatio(before) > certainRatio(outcomes)
      ? { ...walked, value: start, index, outcomes: before }
      : { ...walked, index, outcomes }
  }

  /**
   * Of the first random cases those in which the inequality is tightest, the tightest first, as plain float64 has it: from
   * there it is not far to where it is tighter still. Where rounding makes the ratio, as both sides nearly vanish,
   * enclosures know nothing of it: half of the cases at least are others.
   *
   * @param starts how many
   */
  tightestCases(starts: number): readonly number[] {
    const { claim, seed } = this
    const ratios = Array.from({ length: SCREENED * starts }, (_, index) => {
      const item = caseAt(claim.inputs, claim.id, seed, index)
      const slopes = this.slopesOf(this.program(index, item))
      if ('reason' in slopes) return { index, ratio: NaN }
      slopes.evaluate(item.inputs)
      return { index, ratio: slopes.isCase ? slopes.observed.margin : NaN }
    })
    const tightest = ratios
      .filter(({ ratio }) => Number.isFinite(ratio))
      .sort((a, b) => b.ratio - a.ratio || a.index - b.index)
      .map(({ index }) => index)
    // Some walks lead from such cases to where the ratio is certain, and tighter than elsewhere.
    const chosen = tightest.slice(0, Math.floor(starts / 2))
    for (const index of tightest.slice(chosen.length)) {
      if (chosen.length === starts) break
      if (this.isCertain(index)) chosen.push(index)
    }
    return chosen
  }

  /** Whether enclosures limit the ratio of the sides in a case. */
  private isCertain(index: number): boolean {
    const item = caseAt(this.claim.inputs, this.claim.id, this.seed, index)
    const program = this.program(index, item)
    const enclosed = outcomesOf(program, 'interval', runInIntervals(program, batchOf([item])))
    return certainRatio(enclosed) > -Infinity
  }

  /** Whether a walk could move anything of which one of the first cases is composed. */
  private moves(): boolean {
    for (let index = 0; index < SCREENED; index++)
      if (this.composition(index).parts.some(({ by }) => by.movable.size > 0)) return true
    return false
  }

  private composition(index: number): Composition {
    return new Composition(this.claim.inputs, this.claim.id, this.seed, index)
  }

  /** The definition of the claim for a case. */
  program(index: number, item: Case): Program {
    return this.programs.of(subjectOf(this.claim, this.seed, index), shapesOf(item)).definition
  }

  private slopesOf(program: Program): Slopes | { readonly reason: string } {
    let slopes = this.known.get(program)
    if (!slopes) this.known.set(program, (slopes = Slopes.of(program)))
    return slopes
  }
}

/** What walks came to in number. */
export class Walks {
  /** Those that went anywhere. */
  moved = 0
  /** How often the program was evaluated in all of them. */
  evaluations = 0

  add({ moved, evaluations }: Walked): void {
    if (moved) this.moved++
    this.evaluations += evaluations
  }
}

/** What the ratio of the sides of an inequality certainly reaches in a case; -Infinity where that is not known. */
export function certainRatio({ status, observed, radius }: Outcomes): number {
  const atLeast = observed[0] - radius[0]
  return status[0] <= Status.Consistent && !Number.isNaN(atLeast) ? atLeast : -Infinity
}

/** Whether it is certain that a case violates the claim. */
export const isViolated = ({ outcomes }: Reached): boolean =>
  outcomes.status[0] === Status.Violated && outcomes.recheck[0] !== Recheck.Contradicts
