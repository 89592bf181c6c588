import { lanesOf, type Batch } from '../arithmetic/batch.ts'
import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import type { SaidOfAtoms } from '../arithmetic/said.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import { TIERS, type Tier } from '../evidence/tiers.ts'
import type { Program } from '../program/program.ts'
import { lookModulo } from './modular-look.ts'
import { Refutations } from './refutations.ts'
import { outcomesOf, Recheck, statusesOf, type Outcomes } from './outcomes.ts'
import { truthsOf, truthsOppose, type Truths } from './opposed-truths.ts'
import { isOpen, Status } from './status.ts'
import type { HigherTiers, ScalarTier } from './scalar-tiers.ts'

const refutations = new Refutations()

/**
 * Decides cases of one shape over the reals: in float64 enclosures, and what these leave open modulo primes and in the
 * higher tiers, one case at a time. Margins and their bounds stay those of the enclosures. A case of which two of these are
 * certain of opposite things is marked as contradicted.
 *
 * @param confirmed lanes in which an equality that nothing contradicts is confirmed or refuted exactly
 */
export function decideOverReals(
  program: Program,
  batch: Batch,
  higher: HigherTiers,
  confirmed: (lane: number) => boolean = () => true,
  watch = new Stopwatch(),
): Outcomes {
  const lap = watch.laps()
  const enclosed = runInIntervals(program, batch)
  const outcomes = outcomesOf(program, 'interval', enclosed)
  lap('intervals')
  for (let lane = 0; lane < batch.lanes; lane++) {
    const status = outcomes.status[lane] as Status
    const open = isOpen(status)
    if (!open && !(status === Status.Consistent && confirmed(lane))) continue
    const climber = { program, batch: lanesOf(batch, lane, lane + 1), enclosed, lane, open }
    const { found, opposed } = climb(climber, higher, lap)
    if (opposed) outcomes.recheck[lane] = Recheck.Contradicts
    if (!found) continue
    outcomes.status[lane] = found.status
    outcomes.tier[lane] = TIERS.indexOf(found.tier)
    if (open) outcomes.width[lane] = found.width
  }
  return outcomes
}

/** A case on its way. */
interface Climber {
  readonly program: Program
  /** Of one lane. */
  readonly batch: Batch
  /** What the enclosures say of that lane, and of others. */
  readonly enclosed: SaidOfAtoms
  readonly lane: number
  /** Whether they leave it open; else it has an equality that they do not contradict. */
  readonly open: boolean
}

interface Found {
  readonly tier: Tier
  readonly status: Status
  readonly width: number
}

interface Opinion extends Found {
  readonly truths: Truths
}

/** What decides a case first; otherwise what says last that at least nothing contradicts it. */
function climb(
  climber: Climber,
  higher: HigherTiers,
  lap: (stage: 'mpfr' | 'exact') => void,
): { found: Found | undefined; opposed: boolean } {
  const asked = [truthsOf(climber.enclosed, climber.lane)]
  let opposed = false
  let best: Found | undefined
  for (const { truths, ...found } of opinionsOn(climber, higher)) {
    lap(found.tier === 'mpfr' ? 'mpfr' : 'exact')
    opposed ||= asked.some((other) => truthsOppose(other, truths))
    asked.push(truths)
    if (isSettled(found)) return { found, opposed }
    // Residues confirm nothing, and are no closer than enclosures.
    if (found.status === Status.Consistent && found.tier !== 'exact') best = found
  }
  return { found: best, opposed }
}

const isSettled = ({ status }: Found): boolean => !isOpen(status) && status !== Status.Consistent

/**
 * What each arithmetic says that is asked, in order. Enclosures confirm no equality, and decide no tie. Residues and exact
 * numbers count as one tier, so that it has no influence on any outcome which of them comes first.
 */
function* opinionsOn(climber: Climber, { tiers }: HigherTiers): Iterable<Opinion> {
  const { program, open } = climber
  const exact = tiers.filter(({ bits }) => bits === null)
  const looksFirst = open || refutations.areLikely(program)
  const look = looksFirst ? lookedModulo(climber) : undefined
  if (look) yield look.opinion
  if (!open) yield* opinionsOf(climber, exact)
  else if (look?.tied) yield* opinionsOf(climber, [...exact, ...tiers.filter(({ bits }) => bits !== null)])
  else yield* opinionsOf(climber, tiers)
  const late = looksFirst ? undefined : lookedModulo(climber)
  if (late) yield late.opinion
}

function* opinionsOf({ program, batch }: Climber, tiers: readonly ScalarTier[]): Iterable<Opinion> {
  for (const { tier, judge } of tiers)
    yield judge(program, batch, (said) => opinion(program, tier, said, truthsOf(said, 0)))
}

function lookedModulo({
  program,
  batch,
  enclosed,
  lane,
}: Climber): { opinion: Opinion; tied: boolean } | undefined {
  const look = lookModulo(program, batch, enclosed, lane)
  if (!look) return undefined
  const found = opinion(program, 'exact', look.said, look.truths)
  refutations.note(program, isSettled(found))
  return { opinion: found, tied: look.tied }
}

const opinion = (program: Program, tier: Tier, said: SaidOfAtoms, truths: Truths): Opinion => ({
  tier,
  status: statusesOf(program, said)[0] as Status,
  width: said.width[0],
  truths,
})
