import type { Engine } from '../engine/engine.ts'
import { WorkerPool } from '../judge/threads/worker-pool.ts'
import { boundSlack } from './bound-slack.ts'
import { ceilings } from './ceiling.ts'
import { harnessOverhead } from './harness-overhead.ts'
import { normalTime } from './normal-number-time.ts'
import { numpyRates } from './numpy-rates.ts'
import { throughput } from './throughput.ts'
import { tierRates } from './tier-rates.ts'
import { valuesOnly } from './values-only.ts'
import { GAUSSIAN, LARGE_GAUSSIAN, SPREAD } from './workloads.ts'

/** Everything that the benchmark measures, in one run. */
export type BenchReport = Awaited<ReturnType<typeof bench>>

/**
 * Measures an engine beside what else could be done in the same time. Ratios are what to read: machines differ, and
 * this one may be busy.
 *
 * @param threads beside that of the engine
 * @param measuring told what is measured next
 */
export async function bench(engine: Engine, threads: number, measuring: (what: string) => void) {
  const { name, device, versions, settings } = engine
  const pool = new WorkerPool(threads)
  const step = <T>(what: string, work: () => T): T => {
    measuring(what)
    return work()
  }
  try {
    return {
      engine: { name, device, versions, settings },
      node: process.version,
      threads,
      numpy: step('NumPy', numpyRates),
      normal: step('normal numbers', normalTime),
      gaussian: await step('16 keys, Gaussian', () => throughput(engine, GAUSSIAN, pool)),
      spread: await step('16 keys, spread', () => throughput(engine, SPREAD, pool)),
      large: await step('128 keys', () => throughput(engine, LARGE_GAUSSIAN, pool)),
      ceiling: await step('the ceiling', () => ceilings(engine)),
      overhead: await step('overhead', () => harnessOverhead(engine, LARGE_GAUSSIAN)),
      values: await step('values only', () => valuesOnly(engine)),
      tiers: await step('tiers', () => tierRates(engine)),
      slack: await step('slack of the bounds', () => boundSlack(engine)),
    }
  } finally {
    await pool.close()
  }
}
