import { beforeAll, describe, expect, test } from 'vitest'
import { ClaimPrograms } from '../../claim/record-claim.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { drawGroups } from '../../judge/case-group.ts'
import { rowOrder } from '../../judge/planted-claim.fixture.ts'
import { conjunction } from '../../program/judged.ts'
import { lanesOf } from '../batch.ts'
import { decide } from './compute.ts'
import { limitsOf } from './device.ts'
import { judgeReturned } from './judge-returned.ts'
import { returnedBy } from './returned.ts'

const [{ batch: all, subject }] = drawGroups(rowOrder, 1, 0, 3000).sort(
  (a, b) => b.batch.lanes - a.batch.lanes,
)
const batch = lanesOf(all, 0, 60)
const { implementation } = ClaimPrograms.of(rowOrder).of(subject, batch.shapes)

let cpu: Engine
beforeAll(async () => {
  cpu = (await startEngine('cpu')).engine
})

describe.each(['static', 'running'] as const)('%s bound', (mode) => {
  test.each([false, true])(
    'what an engine returned says elsewhere what it says where it was computed, finite: %s',
    async (assumesFinite) => {
      const engine = { ...cpu, assumesFinite }
      const data = structuredClone(batch.data)
      // A case that leaves float32 on the way.
      data[batch.names[0]].fill(1e30, 0, data[batch.names[0]].length / batch.lanes)
      const { lanes, names, shapes } = batch
      const extreme = { lanes, names, shapes, data }
      const returned = structuredClone(await returnedBy(implementation, extreme, engine, mode))
      const found = judgeReturned(implementation, extreme, structuredClone(limitsOf(engine)), returned)
      const { steps, claim: statement } = implementation
      const there = await decide({ steps, statement }, extreme, engine, mode)
      for (const reading of ['reals', 'float32'] as const) {
        expect(found[reading].claim).toEqual(conjunction(there[reading]))
        expect(found[reading].margin).toEqual(there[reading].margin)
        expect(found[reading].bound).toEqual(there[reading].bound)
      }
      expect(new Set(found.reals.claim).size).toBeGreaterThan(1)
    },
  )
})
