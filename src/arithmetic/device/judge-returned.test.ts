import { beforeAll, describe, expect, test } from 'vitest'
import { ClaimPrograms } from '../../claim/record-claim.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { drawGroups } from '../../judge/case-group.ts'
import { rowOrder } from '../../judge/planted-claim.fixture.ts'
import { conjunction } from '../../program/judged.ts'
import { Truth } from '../../program/truth.ts'
import { lanesOf, type Batch, type Spans } from '../batch.ts'
import { decide } from './compute.ts'
import { limitsOf } from './device.ts'
import { judgeReturned } from './judge-returned.ts'
import { returnedBy } from './returned.ts'
import { spanClasses } from './span-classes.ts'
import { spansOf } from './spans.ts'

const [{ batch: all, subject }] = drawGroups(rowOrder, 1, 0, 3000).sort(
  (a, b) => b.batch.lanes - a.batch.lanes,
)
const batch = lanesOf(all, 0, 400)
const { implementation } = ClaimPrograms.of(rowOrder).of(subject, batch.shapes)

let cpu: Engine
beforeAll(async () => {
  cpu = (await startEngine('cpu')).engine
})

const truths: number[] = [Truth.True, Truth.False]

/** For each lane the spans of its class. */
function spansOfClasses({ lanes, names, shapes, data }: Batch): Record<string, Spans> {
  const own = names.map((name) => [name, spansOf(data[name], lanes, shapes[name].at(-1)!)] as const)
  const { classOf, bounds, count } = spanClasses({ names, lanes }, Object.fromEntries(own))
  expect(count).toBeLessThan(lanes)
  const spread = (of: Float64Array): Float64Array => Float64Array.from(classOf, (each) => of[each])
  return Object.fromEntries(
    names.map((name) => {
      const { lo, hi, norm } = bounds[name]
      return [name, { lo: spread(lo), hi: spread(hi), norm: spread(norm) }]
    }),
  )
}

/** From the second lane on the last key becomes the first one but for a share of it, from lane to lane a greater one. */
function tie(keys: Float32Array, lanes: number, width: number): void {
  const size = keys.length / lanes
  for (let lane = 1; lane < lanes; lane++) {
    const [first, last] = [lane * size, (lane + 1) * size - width]
    for (let i = 0; i < width; i++) keys[last + i] = keys[first + i] * (1 + 2 ** (-24 + (8 * lane) / lanes))
  }
}

describe.each(['static', 'running'] as const)('%s bound', (mode) => {
  test.each([false, true])(
    'what an engine returned says elsewhere what it says where it was computed, finite: %s',
    async (assumesFinite) => {
      const engine = { ...cpu, assumesFinite }
      const data = structuredClone(batch.data)
      // A case that leaves float32 on the way.
      data[batch.names[0]].fill(1e30, 0, data[batch.names[0]].length / batch.lanes)
      const { lanes, names, shapes } = batch
      tie(data['k'], lanes, shapes['k'][1])
      const extreme = { lanes, names, shapes, data }
      const returned = structuredClone(await returnedBy(implementation, extreme, engine, mode))
      const found = judgeReturned(implementation, extreme, structuredClone(limitsOf(engine)), returned)
      const { steps, claim: statement } = implementation
      const own = await decide({ steps, statement }, extreme, engine, mode)
      // A static bound is found for classes of lanes first, unless each lane has been judged already.
      const inClasses = mode === 'static' && !assumesFinite
      const asClass = inClasses ? { ...extreme, bounds: spansOfClasses(extreme) } : extreme
      const first = await decide({ steps, statement }, asClass, engine, mode)
      const isDecided = ({ reals }: typeof own, lane: number): boolean =>
        truths.includes(conjunction(reals)[lane])
      const kept = Array.from({ length: lanes }, (_, lane) => {
        if (isDecided(first, lane)) return first
        if (isDecided(own, lane)) return own
        // What neither decides need not be judged twice.
        return [first, own].find(({ reals }) => Object.is(reals.bound[lane], found.reals.bound[lane]))!
      })
      for (const reading of ['reals', 'float32'] as const) {
        expect([...found[reading].claim]).toEqual(kept.map((from, lane) => conjunction(from[reading])[lane]))
        for (const part of ['margin', 'bound'] as const)
          expect([...found[reading][part]]).toEqual(kept.map((from, lane) => from[reading][part][lane]))
      }
      const keptFirst = kept.filter((from, lane) => from === first && !isDecided(own, lane))
      const decidedByOwn = kept.filter(
        (from, lane) => from === own && isDecided(own, lane) && !isDecided(first, lane),
      )
      if (inClasses) expect([keptFirst.length > 0, decidedByOwn.length > 0]).toEqual([true, true])
      if (inClasses) expect([...found.reals.bound]).not.toEqual([...own.reals.bound])
      expect(new Set(found.reals.claim).size).toBeGreaterThan(1)
    },
  )
})
