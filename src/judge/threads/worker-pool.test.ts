import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import rowOrder from '../../properties/order/linear-row-order.ts'
import { discover, type LoadedClaim } from '../claim/discover.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { buffersOf } from './buffers.ts'
import { judgeClaim } from './campaign.ts'
import { drawGroups } from './case-group.ts'
import { InlineSource } from './case-source.ts'
import { PoolSource } from './pool-source.ts'
import { WorkerPool } from './worker-pool.ts'

const file = fileURLToPath(new URL('../../properties/order/linear-row-order.ts', import.meta.url))
let engine: Engine
let loaded: LoadedClaim
const pools = [1, 3].map((threads) => new WorkerPool(threads))

beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
  loaded = (await discover([file], file)).claims[0]!
})
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

describe.each(pools)('$threads threads', (pool) => {
  const source = new PoolSource(pool, rowOrder, { file }, 7)
  const inline = new InlineSource(rowOrder, 7)

  test('draw what one thread draws', async () => {
    expect(await source.draw(100, 900)).toEqual(await inline.draw(100, 900))
  })

  test('decide what one thread decides, however the cases are shared out', async () => {
    const [group] = drawGroups(rowOrder, 7, 0, 4000).sort((a, b) => b.batch.lanes - a.batch.lanes)
    expect(group.batch.lanes).toBeGreaterThan(150)
    const lanes = Array.from({ length: group.batch.lanes }, (_, lane) => lane)
    const alone = await inline.climb(group, lanes)
    expect(await source.climb(group, lanes)).toEqual(alone)
  })

  test('leave the evidence as it is', async () => {
    const options = { engine, seed: 3, to: 3000 }
    const alone = JSON.stringify(await judgeClaim(loaded, options))
    expect(JSON.stringify(await judgeClaim(loaded, { ...options, pool }))).toBe(alone)
    expect(JSON.stringify(await judgeClaim(loaded, { ...options, seed: 4, pool }))).not.toBe(alone)
  })
})

test('can be closed while a thread answers', async () => {
  const pool = new WorkerPool(1)
  const source = new PoolSource(pool, rowOrder, { file }, 7)
  const drawn = [0, 1, 2, 3].map((from) => source.draw(from, from + 1))
  await drawn[0]
  await pool.close()
  expect(await Promise.race([drawn[3], 'no answer'])).toBe('no answer')
})

test('an error in a thread comes back', async () => {
  const source = new PoolSource(pools[0], rowOrder, { file: `${file}.nowhere.ts` }, 1)
  await expect(source.draw(0, 1)).rejects.toThrow(/nowhere/)
})

test('the memory of a message is that of its arrays, each once', () => {
  const memory = new ArrayBuffer(64)
  const message = {
    a: new Float32Array(memory, 0, 4),
    b: [{ c: new Float64Array(memory, 32, 2) }, 'text', null],
  }
  expect(buffersOf(message)).toEqual([memory])
})
