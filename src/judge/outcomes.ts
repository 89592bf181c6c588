import type { Said } from '../arithmetic/said.ts'
import type { Program } from '../program/program.ts'
import { TIERS, type Tier } from '../evidence/tiers.ts'
import { Truth } from '../program/truth.ts'
import { Status, statusOf } from './status.ts'

/** Whether a case that was decided was decided again, and what came of it; `Contradicts` of any two arithmetics. */
export const Recheck = { None: 0, Agrees: 1, Contradicts: 2, Open: 3 } as const

/** How cases came out, column by column. Plain data, so that threads can send it to each other. */
export interface Outcomes {
  readonly length: number
  /** Over the reals; a `Status`. */
  readonly status: Uint8Array
  /** The tier that said so last, by its number in `TIERS`. */
  readonly tier: Uint8Array
  readonly float32: Uint8Array
  /** Where the returned numbers violate the claim: whether their rounding errors, as bounded, allow that it holds. */
  readonly explained: Uint8Array
  readonly margin: Float64Array
  readonly bound: Float64Array
  /** Of consistent cases: by how much the sides of an equality may differ at most. */
  readonly width: Float64Array
  readonly recheck: Uint8Array
  /** The cases in which no equality is left to enclosures alone: the sample that limits on failures come from. */
  readonly sampled: Uint8Array
  /** The cases whose claim the form of its program makes true, whatever the numbers: where satisfied, they tested nothing. */
  readonly byForm: Uint8Array
  /** For each region that the claim has to cover, the cases in it. */
  readonly covered: readonly Uint8Array[]
  /** What is observed of each case, a slope or a ratio, and how far it can be off; empty where nothing is. */
  readonly observed: Float64Array
  readonly radius: Float64Array
}

/** Nothing is known yet. */
export function blankOutcomes(length: number, regions: number, observing: boolean): Outcomes {
  return {
    length,
    status: new Uint8Array(length).fill(Status.Undecided),
    tier: new Uint8Array(length),
    float32: new Uint8Array(length).fill(Status.Undecided),
    explained: new Uint8Array(length),
    margin: new Float64Array(length).fill(NaN),
    bound: new Float64Array(length).fill(NaN),
    width: new Float64Array(length),
    recheck: new Uint8Array(length),
    sampled: new Uint8Array(length),
    byForm: new Uint8Array(length),
    covered: Array.from({ length: regions }, () => new Uint8Array(length)),
    observed: new Float64Array(observing ? length : 0).fill(NaN),
    radius: new Float64Array(observing ? length : 0).fill(NaN),
  }
}

/** What one tier says of a program over the reals. @param float32 what it says of the returned numbers */
export function outcomesOf(program: Program, tier: Tier, reals: Said, float32?: Said): Outcomes {
  const { lanes, margin, bound, width, regions, observed, bounded } = reals
  const blank = blankOutcomes(lanes, 0, false)
  const status = statusesOf(program, reals)
  return {
    ...blank,
    status,
    tier: blank.tier.fill(TIERS.indexOf(tier)),
    float32: float32 ? statusesOf(program, float32) : blank.float32,
    explained: bounded
      ? bounded.map((is, lane) => +(is && status[lane] !== Status.Violated))
      : blank.explained,
    margin,
    bound,
    width,
    covered: regions.map((truths) => truths.map((truth) => (truth === Truth.True ? 1 : 0))),
    ...(observed && { observed: observed.value, radius: observed.radius }),
  }
}

/** The status of each lane. */
export function statusesOf({ existential }: Program, said: Said): Uint8Array {
  const { hypothesis, claim, obstruction, nonFinite, width } = said
  return hypothesis.map((truth, lane) => {
    const status = statusOf(
      truth as Truth,
      claim[lane] as Truth,
      existential ? { obstruction: (obstruction?.[lane] ?? Truth.Undecided) as Truth } : undefined,
    )
    // Enclosures without an end contradict nothing.
    if (status === Status.Consistent && !(width[lane] < Infinity)) return Status.Undecided
    // A number that is none, or that overflowed, shows nothing but that; and it is no witness.
    const shown = existential ? Status.Satisfied : Status.Violated
    return nonFinite?.[lane] === 1 && status === shown ? Status.NonFinite : status
  })
}

/**
 * Writes what became of some cases over what is known of them; a region that was reached stays reached, and a
 * contradiction stays one.
 *
 * @param places where each of the cases stands in `into`
 * @param where the cases whose status is written; all when left out
 */
export function write(
  from: Outcomes,
  places: ArrayLike<number>,
  into: Outcomes,
  where: (lane: number) => boolean = () => true,
): void {
  for (let lane = 0; lane < from.length; lane++) {
    const at = places[lane]
    into.covered.forEach((region, i) => (region[at] |= from.covered[i][lane]))
    if (from.recheck[lane] === Recheck.Contradicts) into.recheck[at] = Recheck.Contradicts
    if (!where(lane)) continue
    into.status[at] = from.status[lane]
    into.tier[at] = from.tier[lane]
    into.margin[at] = from.margin[lane]
    into.bound[at] = from.bound[lane]
    into.width[at] = from.width[lane]
    if (from.observed.length > 0) {
      into.observed[at] = from.observed[lane]
      into.radius[at] = from.radius[lane]
    }
  }
}

/** Outcomes of consecutive cases as one. */
export function joined(parts: readonly Outcomes[]): Outcomes {
  const [first] = parts
  if (parts.length === 1) return first
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const out = blankOutcomes(length, first.covered.length, first.observed.length > 0)
  let at = 0
  for (const part of parts)
    write(
      part,
      Array.from(part.status, () => at++),
      out,
    )
  return out
}
