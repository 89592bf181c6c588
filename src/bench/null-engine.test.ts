import { expect, test } from 'vitest'
import { run } from '../arithmetic/device/run.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { steadyKernels } from '../engine/tensorflow/steady-kernels.ts'
import { runCampaign } from '../judge/campaign.ts'
import { drawGroups } from '../judge/case-group.ts'
import { withNullEngine } from './null-engine.ts'
import { GAUSSIAN } from './workloads.ts'

const LANES = 512
const { claim } = GAUSSIAN
const batchFrom = (index: number, lanes: number) => drawGroups(claim, 1, index, index + lanes)[0].batch

test.each([
  ['as it is', (tf: Engine['tf']) => tf],
  ['steadied, with constants that have no axis', steadyKernels],
])('the numbers of one batch are returned for all, on an engine %s', async (_, made) => {
  const started = await startEngine('wasm')
  const engine = { ...started.engine, tf: made(started.engine.tf) }
  const batch = batchFrom(0, LANES)
  const { implementation } = ClaimPrograms.of(claim).of(0, batch.shapes)
  const other = batchFrom(LANES, 100)
  const returned = async (of: typeof engine) => (await run(implementation, other, of, 'values')).reals.margin
  const computed = await returned(engine)
  await withNullEngine(engine, implementation, batch, async (none) => {
    expect(await returned(none)).not.toEqual(computed)
    const { tally } = await runCampaign(claim, { engine: none, seed: 2, from: 0, to: 2000, batch: LANES })
    expect(tally.reals.satisfied).toBe(2000)
    expect(tally.byTier.device).toBeGreaterThan(1900)
  })
  // Then the engine computes again.
  expect(await returned(engine)).toEqual(computed)
})
