import { expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { lattice, queriesAndKeys } from '../generate/generate.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { rowOrder } from '../judge/planted-claim.fixture.ts'
import { Regenerated } from './regenerated.ts'
import { checkRecount, resample } from './resample.ts'
import { checkVerdicts } from './recomputed-verdicts.ts'

test('cases that are true by form are counted again, and are in no sample', async () => {
  const claim = {
    ...rowOrder,
    inputs: queriesAndKeys({ queries: [2, 3], tokens: 3, width: 2, from: lattice(9) }),
    check: (({ q, k }) => q.matMul(k.transpose()).exp().rank().atMost(2)) as typeof rowOrder.check,
    assuming: (({ q, k }) => q.matMul(k.transpose()).exp().rank().atMost(2)) as typeof rowOrder.check,
  }
  const { engine } = await startEngine('wasm')
  const loaded = { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}` }
  const found = await judgeClaim(loaded, { engine, seed: 1, to: 200 })
  expect(found.cases.byForm).toBeGreaterThan(50)
  expect(found.sample.cases).toBe(found.cases.satisfied - found.cases.byForm)
  const again = await resample(found, new Regenerated(claim, 1), 200)
  expect(checkRecount(found, again)).toEqual([])
  expect(checkVerdicts(claim, found)).toEqual([])
  const forged = { ...found, cases: { ...found.cases, byForm: 0 } }
  expect(checkRecount(forged, again)).toContainEqual(expect.stringContaining('true by form'))
  expect(checkVerdicts(claim, forged)).not.toEqual([])
})
