import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Engine } from '../engine/engine.ts'
import { timeOf, type ClaimTime } from '../evidence/time-schema.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { WorkerPool } from '../judge/threads/worker-pool.ts'
import { measuredOn } from './measured-on.ts'

/** What the time of a claim goes to, as a default run judges it. */
export interface ClaimProfile {
  readonly id: string
  readonly cases: number
  /** Cases in a second of all that the claim takes. */
  readonly perSecond: number
  /** The share of the cases that the device decided, or discarded. */
  readonly onDevice: number
  readonly time: ClaimTime
}

export type ClaimProfiles = Awaited<ReturnType<typeof claimProfiles>>

/**
 * Judges claims one after another.
 *
 * @param threads beside that of the engine
 * @param measuring told which claim is judged next
 * @param to so many cases of each; its own number when left out
 * @returns slowest first
 */
export async function claimProfiles(
  selected: readonly LoadedClaim[],
  engine: Engine,
  threads: number,
  measuring: (what: string) => void,
  to?: number,
) {
  const pool = new WorkerPool(threads)
  const claims: ClaimProfile[] = []
  try {
    for (const loaded of selected) {
      measuring(loaded.claim.id)
      const watch = new Stopwatch()
      const options = { engine, seed: 1, pool, watch, ...(to !== undefined && { to }) }
      const { id, range, cases: counts } = await judgeClaim(loaded, options)
      const time = timeOf(watch)
      const cases = range.to - range.from
      const { device, running } = counts.byTier
      claims.push({
        id,
        cases,
        perSecond: cases / time.wall,
        onDevice: (device + running + counts.discardedByDevice) / cases,
        time,
      })
    }
  } finally {
    await pool.close()
  }
  claims.sort((a, b) => b.time.wall - a.time.wall)
  return { ...measuredOn(engine, threads), claims }
}
