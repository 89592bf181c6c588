import { Stopwatch } from '../arithmetic/stopwatch.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import type { Engine } from '../engine/engine.ts'
import { timeOf, timeOfAll, type ClaimTime } from '../evidence/time-schema.ts'
import { runCampaign } from '../judge/campaign.ts'
import { drawGroups } from '../judge/case-group.ts'
import { WorkerPool } from '../judge/threads/worker-pool.ts'
import { withNullEngine } from './null-engine.ts'
import { measuredRounds, median } from './rounds.ts'
import { GAUSSIAN, LARGE_GAUSSIAN, type Workload } from './workloads.ts'

const ROUNDS = 3
/** As many times the cases of other ways: nothing waits for an engine here. */
const CASES = 2
const THREADS = [1, 2]

/** What a campaign reaches on an engine that returns prepared numbers at once. */
export interface Ceiling {
  readonly tokens: number
  readonly width: number
  readonly threads: number
  /** Cases a second. */
  readonly perSecond: number
  /** Cases a second that so many threads would draw that do nothing else. */
  readonly drawn: number
  /** Of the cases, those that the enclosures decided. */
  readonly climbed: number
  readonly time: ClaimTime
}

/** How fast all is done but what the engine does, with one thread and with two. @param rounds how often it is measured */
export async function ceilings(engine: Engine, rounds = ROUNDS): Promise<Ceiling[]> {
  const found: Ceiling[] = []
  for (const load of [GAUSSIAN, LARGE_GAUSSIAN]) {
    const [{ batch }] = drawGroups(load.claim, 1, 0, load.batch)
    const { implementation } = ClaimPrograms.of(load.claim).of(0, batch.shapes)
    for (const threads of THREADS)
      found.push(
        await withNullEngine(engine, implementation, batch, (none) => ceiling(none, load, threads, rounds)),
      )
  }
  return found
}

async function ceiling(
  engine: Engine,
  { claim, place, tokens, width, cases }: Workload,
  threads: number,
  rounds: number,
) {
  const pool = new WorkerPool(threads - 1)
  const to = CASES * cases
  try {
    const measured = await measuredRounds(rounds, async (seed) => {
      const watch = new Stopwatch()
      const lap = watch.laps()
      const { tally } = await runCampaign(claim, { engine, seed, from: 0, to, pool, place, watch })
      lap('wall')
      return { time: timeOf(watch), climbed: tally.byTier.interval / to }
    })
    return {
      tokens,
      width,
      threads,
      perSecond: median(measured.map(({ time }) => to / time.wall)),
      drawn: median(measured.map(({ time }) => (threads * to) / time.drawing)),
      climbed: median(measured.map(({ climbed }) => climbed)),
      time: timeOfAll(measured.map(({ time }) => time)),
    }
  } finally {
    await pool.close()
  }
}
