import type { Engine } from '../engine/engine.ts'
import { drawGroups } from '../judge/case-group.ts'
import { evaluateInIntervals, evaluateOnDevice } from '../judge/evaluate.ts'
import { programsOf } from '../judge/program.ts'
import { Status } from '../judge/status.ts'
import { median } from './median.ts'
import spread from './spread-16x8.ts'

export interface TierRate {
  readonly tier: string
  readonly perSecond: number
  /** Share of the cases that it decides. */
  readonly decided: number
}

const LANES = 1024
const REPEATS = 7

/** How fast each tier judges the benchmark's claim, and what share of the cases it decides. */
export async function tierRates(engine: Engine): Promise<TierRate[]> {
  const [program] = programsOf(spread)
  const batch = drawGroups(spread, 1, 0, LANES)[0].batch
  const tiers = {
    'device, static bound': async () => (await evaluateOnDevice(engine, 'static', batch, program)).reals,
    'device, running bound': async () => (await evaluateOnDevice(engine, 'running', batch, program)).reals,
    interval: async () => evaluateInIntervals(batch, program),
  }
  const rows = []
  for (const [tier, evaluate] of Object.entries(tiers)) {
    const times = []
    let decided = 0
    for (let repeat = 0; repeat <= REPEATS; repeat++) {
      const started = performance.now()
      const { status } = await evaluate()
      if (repeat > 0) times.push(performance.now() - started)
      decided = status.filter((s) => s === Status.Satisfied || s === Status.Violated).length / LANES
    }
    rows.push({ tier, perSecond: (1000 * LANES) / median(times), decided })
  }
  return rows
}
