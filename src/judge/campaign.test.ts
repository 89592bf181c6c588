import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { runCampaign } from './campaign.ts'
import { rowOrder } from './planted-claim.fixture.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
})

test('a campaign can be ended by the clock', async () => {
  const { end } = await runCampaign(rowOrder, { engine, seed: 1, from: 0, to: 0, seconds: 1e-9, chunk: 16 })
  expect(end).toBeLessThanOrEqual(16)
})
