import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { DeviceFilter } from './device-filter.ts'
import { InlineExecutor } from './inline-executor.ts'
import { rowOrder } from './planted-claim.fixture.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
})

test('holds the same cases with the same outcomes in a range as in the whole', async () => {
  const filter = (batch?: number) =>
    new DeviceFilter(
      rowOrder,
      { engine, seed: 1, from: 0, ...(batch !== undefined && { batch }) },
      new InlineExecutor(rowOrder, 1, batch),
    )
  const whole = await filter().run(0, 900)
  const range = await filter(7).run(300, 420)
  for (const column of ['status', 'tier', 'float32', 'margin', 'bound', 'recheck'] as const)
    expect(range[column], column).toEqual(whole[column].slice(300, 420))
})
