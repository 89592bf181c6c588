import type { Engine } from '../engine/engine.ts'
import { drawGroups } from '../judge/case-group.ts'
import { run as runOnDevice } from '../arithmetic/device/run.ts'
import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { statusesOf } from '../judge/outcomes.ts'
import { Status } from '../judge/status.ts'
import { median } from './median.ts'
import { SPREAD } from './workloads.ts'

const LANES = 1024
const REPEATS = 7

/** How fast each tier judges the benchmark's claim, and what share of the cases it decides. */
export async function tierRates(engine: Engine) {
  const [{ batch }] = drawGroups(SPREAD.claim, 1, 0, LANES)
  const { implementation, definition } = new ClaimPrograms(SPREAD.claim).of(0, batch.shapes)
  const onDevice = async (mode: 'static' | 'running') =>
    (await runOnDevice(implementation, batch, engine, mode)).reals
  const tiers = {
    'device, static bound': () => onDevice('static'),
    'device, running bound': () => onDevice('running'),
    interval: () => Promise.resolve(runInIntervals(definition, batch)),
  }
  const rows = []
  for (const [tier, evaluate] of Object.entries(tiers)) {
    const times = []
    let decided = 0
    for (let repeat = 0; repeat <= REPEATS; repeat++) {
      const started = performance.now()
      const said = await evaluate()
      if (repeat > 0) times.push(performance.now() - started)
      decided =
        statusesOf(definition, said).filter((s) => s === Status.Satisfied || s === Status.Violated).length /
        LANES
    }
    rows.push({ tier, perSecond: (1000 * LANES) / median(times), decided })
  }
  return rows
}
