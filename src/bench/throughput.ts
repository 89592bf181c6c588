import type { Engine } from '../engine/engine.ts'
import { drawGroups } from '../judge/case-group.ts'
import { runCampaign } from '../judge/campaign.ts'
import type { WorkerPool } from '../judge/threads/worker-pool.ts'
import { bareSoftmaxWeights } from './bare-kernels.ts'
import type { PythonWay, PythonWayName } from './python-way.ts'
import { measuredRounds, median } from './rounds.ts'
import type { Rate } from './rate.ts'
import { theUsualWay } from './usual-way.ts'
import type { Workload } from './workloads.ts'

/** Seconds of each way in Python, in each round. */
const SECONDS = 0.7

/** A way beside which cases were decided soundly. */
export interface OtherWay extends Rate {
  readonly way: 'usual' | 'forward' | PythonWayName
  /** Cases decided soundly in the time of one of these. */
  readonly ratio: number
}

/**
 * Runs the ways to check the claim in turn, several times, and takes medians of rates and of ratios.
 *
 * @param python ways in Python, all of which draw Gaussian numbers
 * @param rounds how often each is measured
 * @returns cases `decided` in a second, the share of them that the device left open (`climbed`), and the other ways
 */
export async function throughput(
  engine: Engine,
  load: Workload,
  pool: WorkerPool,
  python: readonly PythonWay[],
  rounds = load.rounds,
) {
  const { tokens, width } = load
  const ways: readonly (readonly [OtherWay['way'], (round: number) => Promise<Rate>])[] = [
    ['usual', (round) => theUsualWay(engine, load, round)],
    ...python.map((way) => [way.name, () => way.rate(tokens, width, SECONDS)] as const),
    ['forward', (round) => forwardOnly(engine, load, round)],
  ]
  const measured = await measuredRounds(rounds, async (round) => {
    const others: Rate[] = []
    for (const [, rate] of ways) others.push(await rate(round))
    return { others, ...(await decidedSoundly(engine, load, pool, round)) }
  })
  return {
    decided: median(measured.map(({ decided }) => decided)),
    climbed: median(measured.map(({ climbed }) => climbed)),
    others: ways.map(([way], i): OtherWay => {
      const rates = measured.map(({ others }) => others[i])
      return {
        way,
        perSecond: median(rates.map(({ perSecond }) => perSecond)),
        ratio: median(measured.map(({ decided, others }) => decided / others[i].perSecond)),
        alarms: rates.reduce((sum, { alarms }) => sum + alarms, 0),
        looked: rates.reduce((sum, { looked }) => sum + looked, 0),
      }
    }),
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
async function forwardOnly(engine: Engine, { claim, cases, batch }: Workload, seed: number): Promise<Rate> {
  const started = performance.now()
  for (let from = 0; from < cases; from += batch) {
    const [group] = drawGroups(claim, seed, from, from + batch)
    const weights = bareSoftmaxWeights(engine, group.batch)
    await weights.data()
    weights.dispose()
  }
  return { perSecond: (1000 * cases) / (performance.now() - started), alarms: 0, looked: 0 }
}
