import type { Batch } from '../../arithmetic/batch.ts'
import { decideOverReals } from '../../judge/decide-over-reals.ts'
import type { Outcomes } from '../../judge/outcomes.ts'
import { higherTiers } from '../../judge/scalar-tiers.ts'
import { Status } from '../../judge/status.ts'
import type { Precision } from '../declared.ts'
import { pickAnswers, pickLanes } from '../pick-lanes.ts'
import { Honest, type OutsideHonest } from '../outside-honest.ts'
import { argumentNumbers } from './argument-numbers.ts'
import { ask, type Asked, type Respondent } from './ask.ts'
import type { RecordedCalls } from './recorded-calls.ts'

export interface Judging extends Respondent {
  readonly precision: Precision
  readonly outsideHonest: OutsideHonest
}

/** What became of cases of one shape, lane by lane. */
export interface JudgedCases {
  /** A `Status` of the statement about the numbers that were returned. */
  readonly status: Uint8Array
  /** Of lanes whose status is violated, or whose numbers are none: a value of `Honest`; of others 0. */
  readonly outside: Uint8Array
  /** Lanes in which the attention was given the nearest numbers to what the claim means. */
  readonly rounded: Uint8Array
  /** Lanes in which it could not be asked, for an argument is beyond what the precision holds. */
  readonly beyond: Uint8Array
  /** What was asked for all lanes, and answered. */
  readonly asked: readonly Asked[]
  readonly outcomes: Outcomes
}

/**
 * Asks an attention for what a claim needs of it, and judges the claim over the numbers that it returns: these are exact,
 * so that every arithmetic over the reals can say what is true of them.
 *
 * @throws {ExaminedError} when the attention fails
 */
export async function judgeReturned(
  { rounds, program }: RecordedCalls,
  cases: Batch,
  judging: Judging,
): Promise<JudgedCases> {
  const { lanes } = cases
  let batch = { ...cases, bounds: undefined } as unknown as Batch
  const marks = { rounded: new Uint8Array(lanes), beyond: new Uint8Array(lanes), none: new Uint8Array(lanes) }
  const asked: Asked[] = []
  for (const round of rounds) {
    const { numbers, ...found } = argumentNumbers(round, batch, judging.precision)
    merge(found.rounded, marks.rounded)
    merge(found.beyond, marks.beyond)
    for (const [i, call] of round.calls.entries()) {
      const returned = await ask(judging, call, numbers[i], lanes)
      asked.push(...returned.asked)
      markNonFinite(returned.numbers, marks.none)
      batch = withInput(batch, call.name, call.shape, returned.numbers)
    }
  }
  const outcomes = decideOverReals(program, batch, await higherTiers())
  const status = outcomes.status.map((found, lane) => statusOf(found, lane, marks))
  const doubted = [...status.keys()].filter(
    (lane) => status[lane] === Status.Violated || status[lane] === Status.NonFinite,
  )
  const outside = new Uint8Array(lanes)
  for (const each of asked) await markOutside(each, doubted, judging.outsideHonest, outside)
  return { status, outside, rounded: marks.rounded, beyond: marks.beyond, asked, outcomes }
}

/** Numbers that are none show nothing but that. */
function statusOf(found: number, lane: number, { beyond, none }: { beyond: Uint8Array; none: Uint8Array }) {
  if (beyond[lane] === 1) return Status.Discarded
  const open = found === Status.Undecided || found === Status.Consistent || found === Status.HypothesisOpen
  return open && none[lane] === 1 ? Status.NonFinite : found
}

function markNonFinite(numbers: Float32Array, lanes: Uint8Array): void {
  const size = numbers.length / lanes.length
  numbers.forEach((x, at) => {
    if (!Number.isFinite(x)) lanes[Math.floor(at / size)] = 1
  })
}

async function markOutside(
  { lanes, answer }: Asked,
  doubted: readonly number[],
  outsideHonest: OutsideHonest,
  into: Uint8Array,
): Promise<void> {
  if (doubted.length === 0) return
  const said = await outsideHonest(pickLanes(lanes, doubted), pickAnswers(lanes, answer, doubted))
  doubted.forEach((lane, i) => {
    // One number that no honest implementation returns is enough, whatever is unknown of others.
    if (into[lane] !== Honest.Impossible && said[i] !== Honest.Possible) into[lane] = said[i]
  })
}

function merge(from: Uint8Array, into: Uint8Array): void {
  from.forEach((is, at) => (into[at] |= is))
}

function withInput(batch: Batch, name: string, shape: readonly number[], data: Float32Array): Batch {
  return {
    lanes: batch.lanes,
    names: [...batch.names, name],
    shapes: { ...batch.shapes, [name]: shape },
    data: { ...batch.data, [name]: data },
  }
}
