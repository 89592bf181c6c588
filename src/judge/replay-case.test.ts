import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { relu } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { arrays, lattice } from '../generate/generate.ts'
import { runCampaign } from './campaign.ts'
import { rowOrder } from './planted-claim.fixture.ts'
import { replay } from './replay-case.ts'
import { needle } from './search/needle.fixture.ts'
import { searchClaim } from './search/search-claim.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
})

test('replay gives a killing case again, by its name alone', async () => {
  const claim = { ...rowOrder, controls: [{ name: 'relu kernel', subject: linear(relu) }] }
  const { tally } = await runCampaign(
    { ...claim, subject: linear(relu) },
    { engine, seed: 1, from: 0, to: 64 },
  )
  const index = tally.firstViolated!
  const again = await replay(claim, { engine, seed: 1, index, variant: 'relu kernel' })
  expect(again.tiers.at(-1)).toMatchObject({ tier: 'exact', bits: null, truth: 'false', discarded: false })
  expect(again.shrunk!.tiers.at(-1)).toMatchObject({ tier: 'exact', truth: 'false' })
  const plain = await replay(claim, { engine, seed: 1, index })
  expect(plain.tiers.at(-1)).toMatchObject({ truth: 'true' })
  expect(plain.shrunk).toBeUndefined()
  expect(plain.inputs).toEqual(again.inputs)
})

test('replay walks to what a walk found, and makes it as small', async () => {
  const found = (await searchClaim(needle, 1, 1)).counterexample!
  const again = await replay(needle, { engine, seed: 1, index: found.case.index, walk: 'violation' })
  expect(again).toMatchObject({ walk: 'violation', inputs: found.original, shrunk: { inputs: found.shrunk } })
  expect(again.tiers.at(-1)).toMatchObject({ truth: 'false' })
  await expect(
    replay(
      { ...needle, inputs: arrays({ arrays: { u: [5] }, from: lattice(4) }) },
      { engine, seed: 1, index: 0, walk: 'violation' },
    ),
  ).rejects.toThrow(/no walk can be made on planted-needle: none of its inputs may be any number/)
})

test('replay names the variants when asked for one that is not there', async () => {
  const claim = { ...rowOrder, controls: [{ name: 'relu kernel', subject: linear(relu) }] }
  await expect(replay(claim, { engine, seed: 1, index: 0, variant: 'x' })).rejects.toThrow(/"relu kernel"/)
})

test('replay raises an alarm when the engine and the enclosures are certain of opposite things', async () => {
  const { tf } = engine
  const falling = { ...tf, exp: (x: Parameters<typeof tf.exp>[0]) => tf.exp(tf.neg(x)) } as typeof tf
  const seen = []
  for (let index = 0; index < 8; index++) {
    const good = await replay(rowOrder, { engine, seed: 1, index })
    expect(good.alarms).toEqual([])
    seen.push(...(await replay(rowOrder, { engine: { ...engine, tf: falling }, seed: 1, index })).alarms)
  }
  expect(seen).toContain('device is certain that the claim is false, interval of 53 bits that it is true')
})
