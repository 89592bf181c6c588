import { describe, expect, it } from 'vitest'
import { compare } from '../conformity.ts'
import { declaredFrom } from '../declared-from.ts'
import type { Declared } from '../declared.ts'
import { examinedFrom, honest } from '../honest.fixture.ts'
import type { Computation } from '../honest-head.fixture.ts'
import type { Lanes } from '../lanes.ts'
import { modelOf } from '../model.ts'
import { rounded } from '../round-to.ts'
import { examinationBatches } from './examination-batches.ts'
import type { FreeExtents } from './extents-at.ts'
import { shrinkLane } from './shrink-lane.ts'

const causal = declaredFrom({ as: 'softmax', mask: 'causal' })

/** The first lane in which an attention deviates, of lanes of more than 4 tokens, shrunk. */
async function shrunk(declared: Declared, free: FreeExtents, how: Computation): Promise<[Lanes, Lanes]> {
  const examined = examinedFrom('broken', honest(declared, how))
  const deviations = async (lanes: Lanes) =>
    compare(modelOf(declared), lanes, await examined.answer(lanes)).deviations
  for (const { lanes } of examinationBatches(declared, { seed: 1, lanes: 600, maxTokens: 40, ...free })) {
    const [first] = lanes.keys > 4 ? await deviations(lanes) : []
    if (!first) continue
    const fails = async (one: Lanes) => (await deviations(one)).length > 0
    return [lanes, await shrinkLane(lanes, first.lane, fails, { ...free, declared })]
  }
  return expect.fail('no lane deviates')
}

const later: Computation = { change: { allows: (query, key) => key <= query + 1 } }

describe('shrinking a lane', () => {
  it('finds two tokens of simple numbers for a mask that is off by one', async () => {
    const [before, one] = await shrunk(causal, { lengths: 'self' }, later)
    expect(before.keys).toBeGreaterThan(4)
    expect(one).toMatchObject({ lanes: 1, queries: 2, keys: 2, width: 1, valueWidth: 1 })
    for (const each of [...one.q, ...one.k, ...one.v]) expect(Math.abs(each)).toBeLessThanOrEqual(1)
  })

  it('keeps extents that are fixed', async () => {
    const [before, one] = await shrunk(causal, { lengths: 'self', width: 4, valueWidth: 3 }, later)
    expect(before).toMatchObject({ width: 4, valueWidth: 3 })
    expect(one).toMatchObject({ queries: 2, keys: 2, width: 4, valueWidth: 3 })
  })

  it('keeps fixed numbers of tokens, and shrinks the rest', async () => {
    const free = { lengths: 'free', keys: 7, queries: 5 } as const
    const [, one] = await shrunk(causal, free, later)
    expect(one).toMatchObject({ queries: 5, keys: 7, width: 1, valueWidth: 1 })
  })

  it('drops queries alone where lengths are free', async () => {
    const [, one] = await shrunk(causal, { lengths: 'free' }, later)
    expect(one).toMatchObject({ queries: 1, keys: 2 })
  })

  it('keeps a given mask beside its tokens', async () => {
    const given: Declared = { ...causal, mask: { kind: 'given' } }
    const [, one] = await shrunk(given, { lengths: 'free' }, { change: { allows: () => true } })
    expect(one).toMatchObject({ queries: 1, keys: 2 })
    expect([...one.mask!].toSorted()).toEqual([0, 1])
  })

  it('offers numbers of the declared precision, and rotations even widths', async () => {
    const half: Declared = {
      ...causal,
      precision: 'float16',
      accumulation: 'float32',
      position: { kind: 'rotary', base: 10000, pairs: 'halves' },
    }
    const [, one] = await shrunk(half, { lengths: 'self' }, later)
    expect(one.width % 2).toBe(0)
    for (const each of [...one.q, ...one.k, ...one.v]) expect(rounded('float16', each)).toBe(each)
  })
})
