import type { Engine } from '../engine/engine.ts'
import { boundSlack } from './bound-slack.ts'
import { ceilings } from './ceiling.ts'
import { harnessOverhead } from './harness-overhead.ts'
import { measuredOn } from './measured-on.ts'
import { normalTime } from './normal-number-time.ts'
import { tierRates } from './tier-rates.ts'
import { valuesOnly } from './values-only.ts'
import { ways } from './ways.ts'
import { LARGE_GAUSSIAN, SPREAD } from './workloads.ts'

/** Everything that the benchmark measures, in one run. */
export type BenchReport = Awaited<ReturnType<typeof bench>>

/**
 * Measures an engine beside what else could be done in the same time. Ratios are what to read: machines differ, and
 * this one may be busy.
 *
 * @param threads beside that of the engine
 * @param python the program that runs the ways in Python; the one of the environment when left out
 * @param measuring told what is measured next
 */
export async function bench(
  engine: Engine,
  threads: number,
  python: string | undefined,
  measuring: (what: string) => void,
) {
  const step = <T>(what: string, work: () => T): T => {
    measuring(what)
    return work()
  }
  return {
    ...measuredOn(engine, threads),
    normal: step('normal numbers', normalTime),
    ways: await ways(engine, threads, python, measuring),
    ceiling: await step('the ceiling', () => ceilings(engine)),
    overhead: await step('overhead', () => harnessOverhead(engine, LARGE_GAUSSIAN)),
    values: await step('values only', () => valuesOnly(engine)),
    tiers: {
      spread: await step('tiers', () => tierRates(engine, SPREAD, 1024)),
      large: await step('tiers at 128 keys', () => tierRates(engine, LARGE_GAUSSIAN, 128)),
    },
    slack: await step('slack of the bounds', () => boundSlack(engine)),
  }
}
