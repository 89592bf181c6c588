import { expect, test } from 'vitest'
import { withoutFile } from '../claim/load-claim.ts'
import { startEngine } from '../engine/start.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { lattice, queriesAndKeys } from '../generate/generate.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { rowOrder } from '../judge/planted-claim.fixture.ts'
import { drawIndices } from './drawn-indices.ts'
import { judgeAgain } from './judged-again.ts'
import { checkVerdicts } from './recomputed-verdicts.ts'
import { Regenerated } from './regenerated.ts'
import { resample } from './resample.ts'
import { checkSample } from './sample-counts.ts'

test('cases that are true by form are counted again, and are in no sample', async () => {
  const claim = {
    ...rowOrder,
    inputs: queriesAndKeys({ queries: [2, 3], tokens: 3, width: 2, from: lattice(9) }),
    check: (({ q, k }) => q.matMul(k.transpose()).exp().rank().atMost(2)) as typeof rowOrder.check,
    assuming: (({ q, k }) => q.matMul(k.transpose()).exp().rank().atMost(2)) as typeof rowOrder.check,
  }
  const { engine } = await startEngine('wasm')
  const loaded = withoutFile(claim)
  const found = await judgeClaim(loaded, { engine, seed: 1, to: 200 })
  expect(found.cases.byForm).toBeGreaterThan(50)
  expect(found.sample.cases).toBe(found.cases.satisfied - found.cases.byForm)
  const evidence = plantedEvidence([found])
  const again = (stated: typeof found) =>
    judgeAgain(stated, loaded, evidence, { judge: judgeClaim, otherArithmetics: false, byTime: false })
  expect((await again(found)).findings).toEqual([])
  expect(checkVerdicts(claim, found)).toEqual([])
  const forged = { ...found, cases: { ...found.cases, byForm: 0 } }
  expect((await again(forged)).findings).toContainEqual(expect.stringContaining('cases.byForm is 0'))
  expect(checkVerdicts(claim, forged)).not.toEqual([])
  const mayDiffer = { here: false, there: false, regions: false }
  const drawn = await resample(found, new Regenerated(claim, 1), drawIndices(found.range, 100, 'k', claim.id))
  expect(checkSample(found, drawn, mayDiffer)).toEqual([])
  expect(checkSample(forged, drawn, mayDiffer)).toContainEqual(
    expect.stringMatching(/^0 of 200 cases are counted as satisfied by form alone, and of 100/),
  )
})
