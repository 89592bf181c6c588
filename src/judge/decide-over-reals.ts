import { lanesOf, type Batch } from '../arithmetic/batch.ts'
import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import { TIERS } from '../evidence/tiers.ts'
import type { Program } from '../program/program.ts'
import { outcomesOf, Recheck, statusesOf, type Outcomes } from './outcomes.ts'
import { truthsOf, truthsOppose, type Truths } from './opposed-truths.ts'
import { isOpen, Status } from './status.ts'
import type { HigherTiers, ScalarTier } from './scalar-tiers.ts'

/**
 * Decides cases of one shape over the reals: in float64 enclosures, and what these leave open in the higher tiers, one
 * case at a time. Margins and their bounds stay those of the enclosures. A case of which two of these are certain of
 * opposite things is marked as contradicted.
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
    // Enclosures never confirm an equality.
    const tiers = open ? higher.tiers : higher.tiers.filter(({ bits }) => bits === null)
    const below = truthsOf(enclosed, lane)
    const { found, opposed } = climb(program, lanesOf(batch, lane, lane + 1), tiers, below, lap)
    if (opposed) outcomes.recheck[lane] = Recheck.Contradicts
    if (!found) continue
    outcomes.status[lane] = found.status
    outcomes.tier[lane] = TIERS.indexOf(found.tier.tier)
    if (open) outcomes.width[lane] = found.width
  }
  return outcomes
}

interface Found {
  readonly tier: ScalarTier
  readonly status: Status
  readonly width: number
}

/**
 * The first tier that decides a case; otherwise the last that says at least that nothing contradicts it.
 *
 * @param below what the enclosures say of the case
 */
function climb(
  program: Program,
  batch: Batch,
  tiers: readonly ScalarTier[],
  below: Truths,
  lap: (stage: 'mpfr' | 'exact') => void,
): { found: Found | undefined; opposed: boolean } {
  const asked = [below]
  let opposed = false
  let best: Found | undefined
  for (const tier of tiers) {
    const { truths, ...found } = tier.judge(program, batch, (said) => ({
      tier,
      status: statusesOf(program, said)[0] as Status,
      width: said.width[0],
      truths: truthsOf(said, 0),
    }))
    lap(tier.bits === null ? 'exact' : 'mpfr')
    opposed ||= asked.some((other) => truthsOppose(other, truths))
    asked.push(truths)
    if (isOpen(found.status)) continue
    best = found
    if (found.status !== Status.Consistent) break
  }
  return { found: best, opposed }
}
