import type { Tensor } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import { drawGroups } from '../judge/case-group.ts'
import { runCampaign } from '../judge/campaign.ts'
import type { WorkerPool } from '../judge/threads/worker-pool.ts'
import { median } from './median.ts'
import type { Workload } from './workloads.ts'

/** Milliseconds of the usual way in a round; it may be a thousand times slower on a GPU than on a processor. */
const USUAL_TIME = 700
const USUAL_RUNS = 64

/**
 * Runs the ways to check the claim in turn, several times, and takes medians of rates and of ratios.
 *
 * @returns cases a second of each way (`decided`, `usual`, `forward`); of the cases `looked` at the usual way those
 *   that it would have called counterexamples (`alarms`); the share that the device left open (`climbed`)
 */
export async function throughput(engine: Engine, load: Workload, pool: WorkerPool) {
  const rounds = []
  for (let round = -1; round < load.rounds; round++) {
    const usual = await theUsualWay(engine, load, round + 1)
    const forward = await forwardOnly(engine, load, round + 1)
    const { perSecond, climbed } = await decidedSoundly(engine, load, pool, round + 1)
    if (round >= 0) rounds.push({ usual, forward, decided: perSecond, climbed }) // else a warm-up
  }
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
  return { perSecond: (satisfied + violated) / seconds, climbed: tally.byTier.interval / cases }
}

/**
 * A fast-check property over `fc.array`s that calls TensorFlow.js once a case and compares the floats. A violation
 * does not end it, as it would in use: it is an alarm, and a false one, since the claim is a theorem.
 */
async function theUsualWay({ tf }: Engine, { tokens, width }: Workload, seed: number) {
  let alarms = 0
  const numbers = (length: number) =>
    fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: length, maxLength: length })
  const property = fc.asyncProperty(numbers(width), numbers(tokens * width), async (q, k) => {
    const [s, p] = tf.tidy((): [Tensor, Tensor] => {
      const scores = tf.matMul(tf.tensor2d(q, [1, width]), tf.tensor2d(k, [tokens, width]), false, true)
      return [scores, tf.softmax(scores)]
    })
    const [scores, weights] = [await s.data(), await p.data()]
    tf.dispose([s, p])
    if (!inOrder(scores, weights)) alarms++
  })
  let runs = 0
  const started = performance.now()
  for (; performance.now() - started < USUAL_TIME; runs += USUAL_RUNS)
    await fc.assert(property, { numRuns: USUAL_RUNS, seed: seed + runs })
  return { perSecond: (1000 * runs) / (performance.now() - started), alarms, runs }
}

function inOrder(scores: ArrayLike<number>, weights: ArrayLike<number>): boolean {
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j < scores.length; j++) if (scores[i] > scores[j] && weights[i] < weights[j]) return false
  }
  return true
}

/** The least that anyone has to do: generate, upload, one forward pass, download. Nothing is judged. */
async function forwardOnly({ tf }: Engine, load: Workload, seed: number): Promise<number> {
  const { claim, tokens, width, cases, batch } = load
  const started = performance.now()
  for (let from = 0; from < cases; from += batch) {
    const [group] = drawGroups(claim, seed, from, from + batch)
    const { data } = group.batch
    const weights = tf.tidy(() => {
      const scores = tf.matMul(
        tf.tensor3d(data.q, [batch, 1, width]),
        tf.tensor3d(data.k, [batch, tokens, width]),
        false,
        true,
      )
      const terms = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
      return tf.div(terms, tf.sum(terms, -1, true))
    })
    await weights.data()
    weights.dispose()
  }
  return (1000 * cases) / (performance.now() - started)
}
