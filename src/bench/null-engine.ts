import { lanesOf, type Batch } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/device/run.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program } from '../program/program.ts'
import { recorded, registerNullBackend } from './null-backend.ts'

const NAME = 'null'

/**
 * Lets some work have an engine that computes nothing: its kernels have the numbers of one batch from the true engine,
 * and return them at once for all batches. What a campaign takes on it, is taken by everything but the engine.
 *
 * @param batch of as many lanes as any that is run; bounds and numbers are of the same kind as those of other batches, so
 * that as many cases are decided
 */
export async function withNullEngine<T>(
  engine: Engine,
  program: Program,
  batch: Batch,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { tf } = engine
  // A single case is run by other kernels.
  const one = lanesOf(batch, 0, 1)
  const prepared = await recorded(tf, async () => {
    for (const lanes of [batch, one]) await run(program, lanes, engine, 'static')
  })
  const before = tf.getBackend()
  registerNullBackend(tf, NAME, prepared)
  try {
    await tf.setBackend(NAME)
    return await work({ ...engine, name: NAME, runningBound: false, assumesFinite: false })
  } finally {
    await tf.setBackend(before)
    tf.removeBackend(NAME)
    for (const { kernelName } of tf.getKernelsForBackend(NAME)) tf.unregisterKernel(kernelName, NAME)
  }
}
