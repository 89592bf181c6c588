import type { Batch } from '../arithmetic/case.ts'
import { FloatMemory } from '../arithmetic/float-memory.ts'
import type { Engine } from '../engine/engine.ts'
import { drawColumns } from '../generate/draw-columns.ts'
import type { ArraysArbitrary } from '../generate/arrays.ts'
import { runCampaign } from '../judge/run-campaign.ts'
import { median } from './median.ts'
import type { Workload } from './throughput.ts'

/** Where the time of a campaign in one thread goes, in microseconds for a case. */
export interface Overhead {
  readonly campaign: number
  /** Drawing the numbers alone. */
  readonly generation: number
  /** Upload, kernels and download alone. */
  readonly kernels: number
  /** The share of the campaign that is neither. */
  readonly share: number
}

const CHUNK = 512

/** The same cases drawn, sent through the kernels, and judged, each alone and in turn. */
export async function harnessOverhead(engine: Engine, load: Workload): Promise<Overhead> {
  const { claim, cases, rounds } = load
  const times: Record<'campaign' | 'generation' | 'kernels', number>[] = []
  for (let round = -1; round < rounds; round++) {
    const generation = await timed(() => {
      for (let from = 0; from < cases; from += CHUNK) {
        const batch = draw(load, round + 1, from, Math.min(cases, from + CHUNK))
        for (const name of batch.names) memory.giveBack(batch.data[name]!)
      }
    })
    const kernels = await forwardTime(engine, load)
    const campaign = await timed(() => runCampaign(claim, { engine, seed: round + 1, from: 0, to: cases }))
    if (round >= 0) times.push({ campaign, generation, kernels }) // else a warm-up
  }
  const of = (part: keyof (typeof times)[number]): number =>
    (1000 * median(times.map((t) => t[part]))) / cases
  return {
    campaign: of('campaign'),
    generation: of('generation'),
    kernels: of('kernels'),
    share: median(times.map((t) => 1 - (t.generation + t.kernels) / t.campaign)),
  }
}

const memory = new FloatMemory()

function draw({ claim }: Workload, seed: number, from: number, to: number): Batch {
  const inputs = claim.inputs as ArraysArbitrary
  const [columns] = drawColumns(inputs, claim.id, seed, { from, to }, () => 0, memory)
  return columns!.batch
}

/** Milliseconds for the scores and weights of all cases, of numbers that are there already. */
async function forwardTime({ tf }: Engine, load: Workload): Promise<number> {
  const { tokens, width, cases, batch } = load
  const drawn = draw(load, 1, 0, batch)
  return timed(async () => {
    for (let from = 0; from < cases; from += batch) {
      const results = tf.tidy(() => {
        const scores = tf.matMul(
          tf.tensor3d(drawn.data.q!, [batch, 1, width]),
          tf.tensor3d(drawn.data.k!, [batch, tokens, width]),
          false,
          true,
        )
        const terms = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
        return [scores, tf.div(terms, tf.sum(terms, -1, true))]
      })
      await Promise.all(results.map((result) => result.data()))
      tf.dispose(results)
    }
  })
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
