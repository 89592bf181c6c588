import type { Engine } from '../engine/engine.ts'
import { drawGroups } from '../judge/case-group.ts'
import { run as runOnDevice } from '../arithmetic/device/run.ts'
import { run as runInIntervals, runPlainly } from '../arithmetic/interval/run.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { statusesOf } from '../judge/outcomes.ts'
import { Status } from '../judge/status.ts'
import { measuredRounds, median } from './rounds.ts'
import type { Workload } from './workloads.ts'

const ROUNDS = 7

/** How fast each tier judges the benchmark's claim, and what share of the cases it decides. */
export async function tierRates(engine: Engine, { claim }: Workload, lanes: number) {
  const [{ batch }] = drawGroups(claim, 1, 0, lanes)
  const { implementation, definition } = ClaimPrograms.of(claim).of(0, batch.shapes)
  const onDevice = async (mode: 'static' | 'running') =>
    (await runOnDevice(implementation, batch, engine, mode)).reals
  const tiers = {
    'device, static bound': () => onDevice('static'),
    'device, running bound': () => onDevice('running'),
    'interval, plain loops': () => Promise.resolve(runPlainly(definition, batch)),
    interval: () => Promise.resolve(runInIntervals(definition, batch)),
  }
  const rows = []
  for (const [tier, evaluate] of Object.entries(tiers)) {
    const rounds = await measuredRounds(ROUNDS, async () => {
      const started = performance.now()
      const said = await evaluate()
      return { time: performance.now() - started, said }
    })
    const decided = statusesOf(definition, rounds[0].said).filter(
      (s) => s === Status.Satisfied || s === Status.Violated,
    )
    const perSecond = (1000 * lanes) / median(rounds.map(({ time }) => time))
    rows.push({ tier, perSecond, decided: decided.length / lanes })
  }
  return rows
}
