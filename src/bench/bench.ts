import type { Engine } from '../engine/engine.ts'
import { WorkerPool } from '../judge/threads/worker-pool.ts'
import { boundSlack } from './bound-slack.ts'
import gaussian16x8 from './gaussian-16x8.ts'
import gaussian128x64 from './gaussian-128x64.ts'
import { harnessOverhead } from './harness-overhead.ts'
import { normalTime } from './normal-number-time.ts'
import { numpyRates } from './numpy-rates.ts'
import spread16x8 from './spread-16x8.ts'
import { throughput, type Workload } from './throughput.ts'
import { tierRates } from './tier-rates.ts'
import { valuesOnly } from './values-only.ts'

// Half a second or more of each way at a time: what starts and ends a campaign is not what is compared.
const SMALL = { tokens: 16, width: 8, cases: 2 ** 18, batch: 4096, rounds: 5 }
const LARGE = { tokens: 128, width: 64, cases: 2 ** 13, batch: 256, rounds: 3 }

export const WORKLOADS: Record<'gaussian' | 'spread' | 'large', Workload> = {
  gaussian: { ...SMALL, claim: gaussian16x8, module: 'gaussian-16x8' },
  spread: { ...SMALL, claim: spread16x8, module: 'spread-16x8' },
  large: { ...LARGE, claim: gaussian128x64, module: 'gaussian-128x64' },
}

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
  const pool = new WorkerPool(threads)
  const step = <T>(what: string, work: () => T): T => {
    measuring(what)
    return work()
  }
  try {
    return {
      engine: {
        name: engine.name,
        device: engine.device,
        versions: engine.versions,
        settings: engine.settings,
      },
      node: process.version,
      threads,
      numpy: step('NumPy', numpyRates),
      normal: step('normal numbers', normalTime),
      gaussian: await step('16 keys, Gaussian', () => throughput(engine, WORKLOADS.gaussian, pool)),
      spread: await step('16 keys, spread', () => throughput(engine, WORKLOADS.spread, pool)),
      large: await step('128 keys', () => throughput(engine, WORKLOADS.large, pool)),
      overhead: await step('overhead', () => harnessOverhead(engine, WORKLOADS.large)),
      values: await step('values only', () => valuesOnly(engine)),
      tiers: await step('tiers', () => tierRates(engine)),
      slack: await step('slack of the bounds', () => boundSlack(engine)),
    }
  } finally {
    await pool.close()
  }
}
