import type fc from 'fast-check'
import { batchOf, shapeKey, type Case } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/device/run.ts'
import type { Claim } from '../claim/claim.ts'
import { TIERS } from '../evidence/tiers.ts'
import type { Engine } from '../engine/engine.ts'
import { checkCase } from '../generate/check-case.ts'
import { inTime } from '../generate/own-code.ts'
import { valueAt } from '../generate/stream.ts'
import type { Programs, Shapes } from '../program/program.ts'
import type { Reading } from '../program/proposition.ts'
import { decideOverReals } from './decide-over-reals.ts'
import { outcomesOf, type Outcomes } from './outcomes.ts'
import { higherTiers } from './scalar-tiers.ts'
import type { Status } from './status.ts'

/** Candidates evaluated together: at most so many, and no more than about so many numbers. */
const CANDIDATES = 64
const NUMBERS = 2 ** 21
/** Candidates tried in all; a case that is still shrinking then is reported as it is. */
const MOST_CANDIDATES = 4096

/** Judges candidates of one shape in one reading; `status` is that of the reading. */
type Judge = (cases: readonly Case[]) => Promise<Outcomes>

/** What a claim is for inputs of some shapes. */
export type ProgramsFor = (shapes: Shapes) => Programs

/** The judge that found a violation: every arithmetic for the reals, the engine for the returned numbers. */
export function judgeFor(reading: Reading, engine: Engine | undefined, programsFor: ProgramsFor): Judge {
  return async (cases) => {
    const batch = batchOf(cases)
    const { definition, implementation } = programsFor(batch.shapes)
    if (reading === 'reals') return decideOverReals(definition, batch, await higherTiers())
    if (!engine)
      throw new TypeError('no engine returns numbers here, so nothing is known of a case in float32')
    const { float32 } = await run(implementation, batch, engine, 'values')
    return outcomesOf(implementation, 'device', float32)
  }
}

/** What ends the shrinking of a case before it is as simple as it gets. */
export interface ShrinkLimits {
  /** Of `performance.now()`. */
  readonly deadline?: number | undefined
  /** After so many candidates, as it ended another time; never when left out. */
  readonly candidates?: number | undefined
  /** The case that is shrunk, where it is not the random one of that index. */
  readonly from?: fc.Value<Case> | undefined
}

/** What came of the shrunk case is lane number `lane` of the outcomes. */
export interface Shrunk {
  readonly original: Case
  readonly shrunk: Case
  readonly outcomes: Outcomes
  readonly lane: number
  /** How many candidates were tried, where something ended it. */
  readonly candidates?: number
}

/**
 * The simplest case that greedy shrinking reaches from case `index` without losing its status, judged in the
 * arithmetic that found it, a batch of candidates at a time. What enclosures decide does not become what only exact numbers
 * do: whoever checks it may know fewer of these.
 *
 * @returns the other status when the case does not have that one alone, as every case of a deterministic engine does
 */
export async function shrink(
  claim: Claim,
  seed: number,
  index: number,
  wanted: Status,
  judge: Judge,
  { deadline = Infinity, candidates: most = Infinity, from }: ShrinkLimits = {},
): Promise<Shrunk | { readonly again: Status }> {
  const simplerThan = ({ value, context }: fc.Value<Case>): Iterator<fc.Value<Case>> =>
    claim.inputs.shrink(value, context)[Symbol.iterator]()
  const first =
    from ??
    inTime(
      () => `drawing case ${index} of ${claim.id}`,
      claim.inputs,
      () => valueAt(claim.inputs, claim.id, seed, index),
    )
  checkCase(first.value, claim.id, index)
  let held = { value: first, outcomes: await judge([first.value]), lane: 0 }
  const status = held.outcomes.status[0] as Status
  if (status !== wanted) return { again: status }
  const highest = Math.max(held.outcomes.tier[0], TIERS.indexOf('exact') - 1)
  const numbers = Object.values(first.value.inputs).reduce((sum, { data }) => sum + data.length, 0)
  const together = Math.max(1, Math.min(CANDIDATES, Math.floor(NUMBERS / Math.max(1, numbers))))
  let stream = simplerThan(first)
  let tried = 0
  let isEnded = false
  while (tried < MOST_CANDIDATES) {
    isEnded = tried >= most || performance.now() >= deadline
    if (isEnded) break
    const candidates = inTime(
      () => `shrinking case ${index} of ${claim.id}`,
      claim.inputs,
      () => take(stream, together),
    )
    if (candidates.length === 0) break
    tried += candidates.length
    const simpler = await firstWith(wanted, highest, candidates, judge)
    if (!simpler) continue
    held = simpler
    stream = simplerThan(held.value)
  }
  const { value, outcomes, lane } = held
  return {
    ...{ original: first.value, shrunk: value.value, outcomes, lane },
    ...(isEnded && { candidates: tried }),
  }
}

/** The earliest candidate of the wanted status by no higher tier, since shrinkers put the simplest first. */
async function firstWith(
  wanted: Status,
  highest: number,
  candidates: readonly fc.Value<Case>[],
  judge: Judge,
) {
  const groups = new Map<string, number[]>()
  candidates.forEach(({ value }, i) => {
    const key = shapeKey(value)
    groups.set(key, [...(groups.get(key) ?? []), i])
  })
  let best: { at: number; outcomes: Outcomes; lane: number } | undefined
  for (const members of groups.values()) {
    if (best && members[0] > best.at) continue
    const outcomes = await judge(members.map((i) => candidates[i].value)).catch(() => undefined)
    // A candidate that the predicate cannot take (too few tokens, say) is none.
    if (!outcomes) continue
    const lane = outcomes.status.findIndex((status, at) => status === wanted && outcomes.tier[at] <= highest)
    if (lane < 0 || (best && members[lane] > best.at)) continue
    best = { at: members[lane], outcomes, lane }
  }
  return best && { value: candidates[best.at], outcomes: best.outcomes, lane: best.lane }
}

function take<T>(from: Iterator<T>, most: number): T[] {
  const out: T[] = []
  while (out.length < most) {
    const next = from.next()
    if (next.done) break
    out.push(next.value)
  }
  return out
}
