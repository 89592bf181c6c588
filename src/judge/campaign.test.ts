import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { Campaign, runCampaign } from './campaign.ts'
import { rowOrder } from './planted-claim.fixture.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
})

const options = () => ({ engine, seed: 1, from: 0, to: 96 })

test('a campaign whose time is over has counted nothing, and goes on when it has more', async () => {
  const campaign = new Campaign(rowOrder, options())
  await campaign.run(performance.now() - 1)
  expect(campaign.counted.end).toBe(0)
  expect(campaign.isOver).toBe(false)
  await campaign.run()
  expect(campaign.counted.end).toBe(96)
  expect(campaign.isOver).toBe(true)
})

test('where its time ends it changes nothing in what was counted before', async () => {
  const campaign = new Campaign(rowOrder, options())
  for (let end = 0; end < 96; end = campaign.counted.end) {
    await campaign.run(performance.now() + 50)
    expect(campaign.counted.end).toBeGreaterThanOrEqual(end)
    const { tally } = await runCampaign(rowOrder, { ...options(), to: campaign.counted.end })
    expect(campaign.counted.tally).toEqual(tally)
  }
})
