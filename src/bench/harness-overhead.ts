import type { Engine } from '../engine/engine.ts'
import { SpansWhileDrawn } from '../arithmetic/device/spans-while-drawn.ts'
import { InlineExecutor } from '../judge/inline-executor.ts'
import { runCampaign } from '../judge/campaign.ts'
import { MethodWatch } from './method-watch.ts'
import { measuredRounds, median } from './rounds.ts'
import type { Workload } from './workloads.ts'

/** Where the time of a campaign in one thread goes, in microseconds for a case. */
export interface Overhead {
  readonly campaign: number
  /** Drawing the cases, without their bounds. */
  readonly generation: number
  /** Upload, kernels and download. */
  readonly kernels: number
  /** The share of the campaign that is neither. */
  readonly share: number
}

/** What TensorFlow.js calls for an upload, for a kernel, for a download, and for memory that is no longer needed. */
const TENSORS = ['makeTensor', 'runKernel', 'read', 'readSync', 'disposeTensor']

const ROUNDS = 7

/** Runs campaigns in which drawing and kernels are watched. */
export async function harnessOverhead(engine: Engine, { claim, cases }: Workload): Promise<Overhead> {
  const times = await measuredRounds(ROUNDS, async (seed) => {
    const draws = new MethodWatch(InlineExecutor.prototype, ['draw'])
    const bounds = new MethodWatch(SpansWhileDrawn.prototype, ['drawn', 'finish'])
    const tensors = new MethodWatch(engine.tf.engine(), TENSORS)
    const started = performance.now()
    await runCampaign(claim, { engine, seed, from: 0, to: cases })
    const campaign = performance.now() - started
    const kernels = tensors.stop()
    return { campaign, generation: draws.stop() - bounds.stop(), kernels }
  })
  const of = (part: keyof (typeof times)[number]): number =>
    (1000 * median(times.map((t) => t[part]))) / cases
  return {
    campaign: of('campaign'),
    generation: of('generation'),
    kernels: of('kernels'),
    share: median(times.map((t) => 1 - (t.generation + t.kernels) / t.campaign)),
  }
}
