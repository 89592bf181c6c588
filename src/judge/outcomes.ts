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
  const column = () => new Uint8Array(lanes)
  const status = statusesOf(program, reals)
  const explained = column()
  if (bounded)
    for (let lane = 0; lane < lanes; lane++)
      explained[lane] = +(bounded[lane] === 1 && status[lane] !== Status.Violated)
  return {
    length: lanes,
    status,
    tier: column().fill(TIERS.indexOf(tier)),
    float32: float32 ? statusesOf(program, float32) : column().fill(Status.Undecided),
    explained,
    margin,
    bound,
    width,
    recheck: column(),
    sampled: column(),
    byForm: column(),
    covered: regions.map((truths) => {
      const reached = column()
      for (let lane = 0; lane < lanes; lane++) reached[lane] = +(truths[lane] === Truth.True)
      return reached
    }),
    observed: observed?.value ?? new Float64Array(0),
    radius: observed?.radius ?? new Float64Array(0),
  }
}

/** The status of each lane. */
export function statusesOf({ existential }: Program, said: Said): Uint8Array {
  const { lanes, hypothesis, claim, obstruction, nonFinite, width } = said
  // A number that is none, or that overflowed, shows nothing but that; and it is no witness.
  const shown = existential ? Status.Satisfied : Status.Violated
  const out = new Uint8Array(lanes)
  for (let lane = 0; lane < lanes; lane++) {
    const status = statusOf(
      hypothesis[lane] as Truth,
      claim[lane] as Truth,
      existential ? ((obstruction?.[lane] ?? Truth.Undecided) as Truth) : undefined,
    )
    // Enclosures without an end contradict nothing.
    if (status === Status.Consistent && !(width[lane] < Infinity)) out[lane] = Status.Undecided
    else if (nonFinite?.[lane] === 1 && (status === shown || status === Status.Undecided))
      out[lane] = Status.NonFinite
    else out[lane] = status
  }
  return out
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
  where?: (lane: number) => boolean,
): void {
  into.covered.forEach((region, i) => {
    const reached = from.covered[i]
    for (let lane = 0; lane < reached.length; lane++) region[places[lane]] |= reached[lane]
  })
  for (let lane = 0; lane < from.length; lane++)
    if (from.recheck[lane] === Recheck.Contradicts) into.recheck[places[lane]] = Recheck.Contradicts
  if (!where) return writeColumns(DECIDED, from, places, into)
  const lanes: number[] = []
  for (let lane = 0; lane < from.length; lane++) if (where(lane)) lanes.push(lane)
  for (const column of DECIDED) if (from[column].length > 0) gather(from[column], lanes, places, into[column])
}

/** Writes some numbers of a column to their places. */
function gather(
  source: Uint8Array | Float64Array,
  lanes: readonly number[],
  places: ArrayLike<number>,
  target: Uint8Array | Float64Array,
): void {
  for (const lane of lanes) target[places[lane]] = source[lane]
}

/** Writes what the returned numbers say. */
export const writeReturned = (from: Outcomes, places: ArrayLike<number>, into: Outcomes): void =>
  writeColumns(['float32', 'explained'], from, places, into)

/** What an arithmetic says over the reals. */
const DECIDED = ['status', 'tier', 'margin', 'bound', 'width', 'observed', 'radius'] as const

function writeColumns(
  columns: readonly ((typeof DECIDED)[number] | 'float32' | 'explained')[],
  from: Outcomes,
  places: ArrayLike<number>,
  into: Outcomes,
): void {
  const { length } = from
  const start = places[0]
  // Places rise: these leave none out.
  const dense = places[length - 1] - start === length - 1
  for (const column of columns) {
    const [source, target] = [from[column], into[column]]
    if (source.length === 0) continue
    if (dense) target.set(source, start)
    else for (let lane = 0; lane < source.length; lane++) target[places[lane]] = source[lane]
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
