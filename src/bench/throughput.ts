import type { Engine } from '../engine/engine.ts'
import { drawGroups } from '../judge/case-group.ts'
import { runCampaign } from '../judge/campaign.ts'
import type { WorkerPool } from '../judge/threads/worker-pool.ts'
import { bareSoftmaxWeights } from './bare-kernels.ts'
import { measuredRounds, median } from './rounds.ts'
import { theUsualWay } from './usual-way.ts'
import type { Workload } from './workloads.ts'

/**
 * Runs the ways to check the claim in turn, several times, and takes medians of rates and of ratios.
 *
 * @returns cases a second of each way (`decided`, `usual`, `forward`); of the cases `looked` at the usual way those
 *   that it would have called counterexamples (`alarms`); the share that the device left open (`climbed`)
 */
export async function throughput(engine: Engine, load: Workload, pool: WorkerPool) {
  const rounds = await measuredRounds(load.rounds, async (round) => {
    const usual = await theUsualWay(engine, load, round)
    const forward = await forwardOnly(engine, load, round)
    return { usual, forward, ...(await decidedSoundly(engine, load, pool, round)) }
  })
  return {
    decided: median(rounds.map((r) => r.decided)),
    usual: median(rounds.map((r) => r.usual.perSecond)),
    alarms: rounds.reduce((sum, r) => sum + r.usual.alarms, 0),
    looked: rounds.reduce((sum, r) => sum + r.usual.runs, 0),
    forward: median(rounds.map((r) => r.forward)),
    overUsual: median(rounds.map((r) => r.decided / r.usual.perSecond)),
    underForward: median(rounds.map((r) => r.forward / r.decided)),
    climbed: median(rounds.map((r) => r.climbed)),
  }
}

async function decidedSoundly(
  engine: Engine,
  { claim, place, cases }: Workload,
  pool: WorkerPool,
  seed: number,
) {
  const started = performance.now()
  const { tally } = await runCampaign(claim, { engine, seed, from: 0, to: cases, pool, place })
  const seconds = (performance.now() - started) / 1000
  const { satisfied, violated } = tally.reals
  return { decided: (satisfied + violated) / seconds, climbed: tally.byTier.interval / cases }
}

/** The least that anyone has to do: generate, upload, one forward pass, download. Nothing is judged. */
async function forwardOnly(engine: Engine, { claim, cases, batch }: Workload, seed: number): Promise<number> {
  const started = performance.now()
  for (let from = 0; from < cases; from += batch) {
    const [group] = drawGroups(claim, seed, from, from + batch)
    const weights = bareSoftmaxWeights(engine, group.batch)
    await weights.data()
    weights.dispose()
  }
  return (1000 * cases) / (performance.now() - started)
}
