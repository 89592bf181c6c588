import type fc from 'fast-check'
import { batchOf, shapeKey, type Case } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/device/run.ts'
import type { Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { valueAt } from '../generate/stream.ts'
import type { Programs, Shapes } from '../program/program.ts'
import { decideOverReals } from './decide-over-reals.ts'
import { outcomesOf, TIERS, type Outcomes, type Tier } from './outcomes.ts'
import type { Status } from './status.ts'
import { higherTiers } from './scalar-tiers.ts'

/** Candidates evaluated together. */
const CANDIDATES = 64
/** Candidates tried in all; a case that is still shrinking then is reported as it is. */
const MOST_CANDIDATES = 4096

/** Judges candidates of one shape in one reading; `status` is that of the reading. */
export type Judge = (cases: readonly Case[]) => Promise<Outcomes>

/** What a claim is for inputs of some shapes. */
export type ProgramsFor = (shapes: Shapes) => Programs

/** The judge that found a violation: every arithmetic for the reals, the engine for the returned numbers. */
export function judgeFor(reading: 'reals' | 'float32', engine: Engine, programsFor: ProgramsFor): Judge {
  return async (cases) => {
    const batch = batchOf(cases)
    const { definition, implementation } = programsFor(batch.shapes)
    if (reading === 'reals') return decideOverReals(definition, batch, await higherTiers())
    const { float32 } = await run(implementation, batch, engine, 'values')
    return outcomesOf(implementation, 'device', float32)
  }
}

export interface Shrunk {
  readonly original: Case
  readonly shrunk: Case
  readonly margin: number
  readonly bound: number
  /** The arithmetic that decided. */
  readonly tier: Tier
}

/** What a case came to when it was judged alone, and not as before. */
export interface Changed {
  readonly again: Status
}

/**
 * The simplest case that greedy shrinking reaches from case `index` without losing its status, judged in the
 * arithmetic that found it, a batch of candidates at a time.
 *
 * @returns the other status when the case does not have that one alone, as every case of a deterministic engine does
 */
export async function shrink(
  claim: Claim,
  seed: number,
  index: number,
  wanted: Status,
  judge: Judge,
): Promise<Shrunk | Changed> {
  let held: fc.Value<Case> = valueAt(claim.inputs, claim.id, seed, index)
  const original = held.value
  const first = await judge([original])
  if (first.status[0] !== wanted) return { again: first.status[0] as Status }
  let tier = tierOf(first, 0)
  let margin = first.margin[0]
  let bound = first.bound[0]
  let tried = 0
  search: while (tried < MOST_CANDIDATES) {
    const stream = claim.inputs.shrink(held.value, held.context)[Symbol.iterator]()
    for (;;) {
      const candidates = take(stream, CANDIDATES)
      if (candidates.length === 0) break search
      tried += candidates.length
      const found = await firstWith(wanted, candidates, judge)
      if (found) {
        held = found.value
        margin = found.margin
        bound = found.bound
        tier = found.tier
        continue search
      }
      if (tried >= MOST_CANDIDATES) break search
    }
  }
  return { original, shrunk: held.value, margin, bound, tier }
}

const tierOf = ({ tier }: Outcomes, lane: number): Tier => TIERS[tier[lane]]

/** The earliest candidate of the wanted status, since shrinkers put the simplest first. */
async function firstWith(wanted: Status, candidates: readonly fc.Value<Case>[], judge: Judge) {
  const groups = new Map<string, number[]>()
  candidates.forEach((candidate, i) => {
    const key = shapeKey(candidate.value)
    groups.set(key, [...(groups.get(key) ?? []), i])
  })
  let best: { at: number; margin: number; bound: number; tier: Tier } | undefined
  for (const members of groups.values()) {
    if (best && members[0] > best.at) continue
    const report = await judge(members.map((i) => candidates[i].value)).catch(() => undefined)
    // A candidate that the predicate cannot take (too few tokens, say) is none.
    if (!report) continue
    const lane = report.status.indexOf(wanted)
    if (lane < 0 || (best && members[lane] > best.at)) continue
    best = {
      at: members[lane],
      margin: report.margin[lane],
      bound: report.bound[lane],
      tier: tierOf(report, lane),
    }
  }
  return best && { ...best, value: candidates[best.at] }
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
