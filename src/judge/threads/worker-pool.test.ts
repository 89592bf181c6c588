import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import rowOrder from '../../../properties/order/linear-row-order.ts'
import { discover } from '../../claim/discover.ts'
import { versionOf } from '../../claim/sources-of.ts'
import type { LoadedClaim } from '../../claim/load-claim.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { judgeClaim } from '../judge-claim.ts'
import { drawGroups } from '../case-group.ts'
import { runCampaign } from '../campaign.ts'
import { InlineExecutor } from '../inline-executor.ts'
import { PooledExecutor } from './pooled-executor.ts'
import { WorkerPool } from './worker-pool.ts'

const file = fileURLToPath(new URL('../../../properties/order/linear-row-order.ts', import.meta.url))
let engine: Engine
let loaded: LoadedClaim
const pools = [1, 3].map((threads) => new WorkerPool(threads))

beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
  loaded = (await discover([file], file)).claims[0]!
})
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

describe.each(pools)('$threads threads', (pool) => {
  const inline = new InlineExecutor(rowOrder, 7)
  const pooled = new PooledExecutor(pool, inline, { file }, 7)

  test('draw what one thread draws', async () => {
    expect(await pooled.draw(100, 900)).toEqual(await inline.draw(100, 900))
  })

  test('decide what one thread decides, however the cases are shared out', async () => {
    const [group] = drawGroups(rowOrder, 7, 0, 4000).sort((a, b) => b.batch.lanes - a.batch.lanes)
    expect(group.batch.lanes).toBeGreaterThan(150)
    const lanes = Array.from({ length: group.batch.lanes }, (_, lane) => lane)
    const cases = { ...group, sampled: new Uint8Array(lanes.length).fill(1) }
    const alone = await inline.decide(cases, lanes)
    expect(await pooled.decide(cases, lanes)).toEqual(alone)
  })

  test('leave the evidence as it is', async () => {
    const options = { engine, seed: 3, to: 3000 }
    const alone = JSON.stringify(await judgeClaim(loaded, options))
    expect(JSON.stringify(await judgeClaim(loaded, { ...options, pool }))).toBe(alone)
    expect(JSON.stringify(await judgeClaim(loaded, { ...options, seed: 4, pool }))).not.toBe(alone)
  })
})

test('tell what their time goes to', async () => {
  const own = new InlineExecutor(rowOrder, 7)
  const executor = new PooledExecutor(pools[0], own, { file }, 7)
  const [group] = await executor.draw(0, 100)
  const drawing = own.watch.of('drawing')
  expect(drawing).toBeGreaterThan(0)
  await executor.decide({ ...group, sampled: new Uint8Array(group.batch.lanes) }, [0])
  expect(own.watch.of('intervals')).toBeGreaterThan(0)
  expect(own.watch.of('drawing')).toBe(drawing)
})

test('draw nothing in vain for a search that its first cases end', async () => {
  const draw = vi.spyOn(PooledExecutor.prototype, 'draw')
  const options = { engine, seed: 1, from: 0, to: 96, chunk: 16, pool: pools[0], place: { file } }
  const { end } = await runCampaign(rowOrder, options, ({ reals }) => reals.satisfied > 0)
  expect([end, draw.mock.calls]).toEqual([16, [[0, 16]]])
  draw.mockRestore()
})

test('can be closed while a thread answers', async () => {
  const pool = new WorkerPool(1)
  const executor = new PooledExecutor(pool, new InlineExecutor(rowOrder, 7), { file }, 7)
  const drawn = [0, 1, 2, 3].map((from) => executor.draw(from, from + 1))
  await drawn[0]
  await pool.close()
  expect(await Promise.race([drawn[3], 'no answer'])).toBe('no answer')
})

test('an error in a thread comes back', async () => {
  const nowhere = { file: `${file}.nowhere.ts` }
  const executor = new PooledExecutor(pools[0], new InlineExecutor(rowOrder, 1), nowhere, 1)
  await expect(executor.draw(0, 1)).rejects.toThrow(/nowhere/)
})

test.each([
  ['its file', undefined, (was: LoadedClaim) => ({ ...was, sourceHash: 'sha256:before' })],
  ['what it imports', undefined, (was: LoadedClaim) => ({ ...was, imports: was.imports.slice(1) })],
  ['its file, for a control', 0, (was: LoadedClaim) => ({ ...was, sourceHash: 'sha256:before' })],
])('judge no other claim than the one that the run has loaded: %s', async (_what, variant, before) => {
  const place = { file, version: versionOf(before(loaded)), ...(variant !== undefined && { variant }) }
  const executor = new PooledExecutor(pools[0], new InlineExecutor(rowOrder, 2), place, 2)
  await expect(executor.draw(0, 1)).rejects.toThrow(/has changed since this run loaded it/)
})

test('judge the claim that the run has loaded', async () => {
  const place = { file, version: versionOf(loaded) }
  const executor = new PooledExecutor(pools[0], new InlineExecutor(rowOrder, 3), place, 3)
  await expect(executor.draw(0, 1)).resolves.toHaveLength(1)
})
