import type { Said } from '../arithmetic/said.ts'
import type { Program } from '../program/program.ts'
import { TIERS, type Tier } from '../evidence/tiers.ts'
import { Truth } from '../program/truth.ts'
import { Status, statusOf } from './status.ts'

/** Whether a case was decided twice, and what came of it. */
export const Recheck = { None: 0, Agrees: 1, Contradicts: 2 } as const

/** How cases came out, column by column. Plain data, so that threads can send it to each other. */
export interface Outcomes {
  readonly length: number
  /** Over the reals; a `Status`. */
  readonly status: Uint8Array
  /** The tier that said so last, by its number in `TIERS`. */
  readonly tier: Uint8Array
  readonly float32: Uint8Array
  readonly margin: Float64Array
  readonly bound: Float64Array
  readonly recheck: Uint8Array
  /** For each region that the claim has to cover, the cases in it. */
  readonly covered: readonly Uint8Array[]
  /** `scaling`: the slope of each case and how far it can be off; empty for other kinds. */
  readonly slope: Float64Array
  readonly radius: Float64Array
}

/** Nothing is known yet. */
export function blankOutcomes(length: number, regions: number, slopes: boolean): Outcomes {
  return {
    length,
    status: new Uint8Array(length).fill(Status.Undecided),
    tier: new Uint8Array(length),
    float32: new Uint8Array(length).fill(Status.Undecided),
    margin: new Float64Array(length).fill(NaN),
    bound: new Float64Array(length).fill(NaN),
    recheck: new Uint8Array(length),
    covered: Array.from({ length: regions }, () => new Uint8Array(length)),
    slope: new Float64Array(slopes ? length : 0),
    radius: new Float64Array(slopes ? length : 0),
  }
}

/** What one tier says of a program over the reals. @param float32 what it says of the returned numbers */
export function outcomesOf(program: Program, tier: Tier, reals: Said, float32?: Said): Outcomes {
  const { lanes, margin, bound, regions, observed } = reals
  const blank = blankOutcomes(lanes, 0, false)
  return {
    ...blank,
    status: statusesOf(program, reals),
    tier: blank.tier.fill(TIERS.indexOf(tier)),
    float32: float32 ? statusesOf(program, float32) : blank.float32,
    margin,
    bound,
    covered: regions.map((truths) => truths.map((truth) => (truth === Truth.True ? 1 : 0))),
    ...(observed && { slope: observed.value, radius: observed.radius }),
  }
}

/** The status of each lane. */
export function statusesOf({ existential }: Program, said: Said): Uint8Array {
  const { hypothesis, claim, obstruction } = said
  return hypothesis.map((truth, lane) =>
    statusOf(
      truth as Truth,
      claim[lane] as Truth,
      existential ? { obstruction: (obstruction?.[lane] ?? Truth.Undecided) as Truth } : undefined,
    ),
  )
}

/**
 * Writes what became of some cases over what is known of them; a region that was reached stays reached.
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
    if (!where(lane)) continue
    into.status[at] = from.status[lane]
    into.tier[at] = from.tier[lane]
    into.margin[at] = from.margin[lane]
    into.bound[at] = from.bound[lane]
    if (from.slope.length > 0) {
      into.slope[at] = from.slope[lane]
      into.radius[at] = from.radius[lane]
    }
  }
}

/** Outcomes of consecutive cases as one. */
export function joined(parts: readonly Outcomes[]): Outcomes {
  const [first] = parts
  if (parts.length === 1) return first
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const out = blankOutcomes(length, first.covered.length, first.slope.length > 0)
  let at = 0
  for (const part of parts)
    write(
      part,
      Array.from(part.status, () => at++),
      out,
    )
  return out
}
